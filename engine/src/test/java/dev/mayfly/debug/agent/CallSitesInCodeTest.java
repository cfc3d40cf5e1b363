package dev.mayfly.debug.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;
import dev.mayfly.debug.Block;
import dev.mayfly.debug.CallSites;
import dev.mayfly.debug.Place;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackingAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * A game's code knows the lines of its calls. The trackers here never walk the stack, so a line
 * that they name was told.
 */
class CallSitesInCodeTest {

    /** The two ways to number calls. */
    enum How {
        NOW(SiteNumber.NOW),
        LATER(SiteNumber.LATER);

        final SiteNumber number;

        How(SiteNumber number) {
            this.number = number;
        }
    }

    private final TrackingAllocator tracker =
            TrackingAllocator.builder(GeneralAllocator.shared()).tracing(Tracing.CALL_SITE).build();

    @AfterEach
    void close() {
        CallSites.leave();
        List<long[]> blocks = new ArrayList<>();
        tracker.forEachLive(
                (address, size, _, _, _, _, _) -> blocks.add(new long[] {address, size}));
        blocks.forEach(block -> tracker.free(block[0], block[1]));
        tracker.close();
    }

    private static final String HEAD =
            """
            import dev.mayfly.alloc.Allocator;
            import dev.mayfly.alloc.MemoryException;
            import dev.mayfly.debug.TrackingAllocator;
            """;

    private static GameCode game(How how, String source, String... options) {
        return new GameCode(HEAD + source, options).rewrite(how.number);
    }

    /** Calls {@code static long run(Allocator)}. */
    private long run(GameCode game) throws Exception {
        return run(game, tracker);
    }

    private static long run(GameCode game, Allocator allocator) throws Exception {
        try {
            var method = game.load().getDeclaredMethod("run", Allocator.class);
            method.setAccessible(true);
            return (long) method.invoke(null, allocator);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new AssertionError(thrown.getCause());
        }
    }

    private Place birthplace(long address) {
        Block block = tracker.block(address);
        assertNotNull(block);
        return block.born().place();
    }

    private void assertLine(GameCode game, String method, String comment, long address) {
        assertEquals(
                "Game." + method + "(Game.java:" + game.line(comment) + ")",
                birthplace(address).line());
    }

    /** What code without numbers allocates now. */
    private void assertNobodyIsCalling() {
        assertEquals(Place.UNKNOWN, birthplace(tracker.alloc(8)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheLineOfACall(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                long size = 8;
                                return a.alloc( // here
                                        size,
                                        8);
                            }
                        }
                        """);
        assertLine(game, "run", "here", run(game));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheLineThatFreed(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                long block = a.alloc(8);
                                a.free(block, 8); // here
                                return block;
                            }
                        }
                        """);
        Block block = tracker.block(run(game));
        assertEquals("Game.run(Game.java:" + game.line("here") + ")", block.died().place().line());
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheLinesOfNestedCallsApart(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long inner;
                            static long run(Allocator a) {
                                return a.resize( // outer
                                        inner = a.alloc(8), // inner
                                        8, 1 << 20, 16);
                            }
                        }
                        """);
        assertLine(game, "run", "outer", run(game));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheInnermostLineOfTheGame(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long helper(Allocator a) {
                                return a.alloc(8); // here
                            }
                            static long run(Allocator a) {
                                return helper(a);
                            }
                        }
                        """);
        assertLine(game, "helper", "here", run(game));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheOuterLineAgainWhenACallBackIsOver(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long inner;
                            static Allocator below;
                            static void callBack() {
                                inner = below.alloc(8); // inner
                            }
                            static long run(Allocator a) {
                                return a.alloc(24); // outer
                            }
                        }
                        """);
        Class<?> type = game.load();
        var below = type.getDeclaredField("below");
        below.setAccessible(true);
        below.set(null, tracker);
        var callBack = type.getDeclaredMethod("callBack");
        callBack.setAccessible(true);
        Allocator engine =
                new Below(tracker) {
                    @Override
                    public long alloc(long size, long alignment) {
                        try {
                            callBack.invoke(null);
                        } catch (ReflectiveOperationException failure) {
                            throw new AssertionError(failure);
                        }
                        return super.alloc(size, alignment);
                    }
                };
        var run = type.getDeclaredMethod("run", Allocator.class);
        run.setAccessible(true);
        assertLine(game, "run", "outer", (long) run.invoke(null, engine));
        var inner = type.getDeclaredField("inner");
        inner.setAccessible(true);
        assertLine(game, "callBack", "inner", (long) inner.get(null));
        assertNobodyIsCalling();
    }

    /** Passes on what it is asked for, and is compiled without numbers, as the engine is. */
    private static class Below implements Allocator {

        private final Allocator below;

        Below(Allocator below) {
            this.below = below;
        }

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return below.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            below.free(address, size);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetTheLineOfACallThatThrowsOutOfItsMethod(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                return a.alloc(-1);
                            }
                        }
                        """);
        assertThrows(dev.mayfly.alloc.MemoryException.class, () -> run(game));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldPutBackTheLineBeforeWhenACallThrowsOutOfItsMethod(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                long[] kept = {1, 2, 3};
                                double other = kept.length;
                                return a.alloc(kept[2] - (long) other - 1);
                            }
                        }
                        """);
        int outer = CallSites.register("game.Level", "load", "Level.java", 42);
        CallSites.enter(outer);
        assertThrows(dev.mayfly.alloc.MemoryException.class, () -> run(game));
        assertEquals(
                "game.Level.load(Level.java:42)", birthplace(tracker.allocNonZeroed(8, 8)).line());
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetTheLineOfACallWhoseExceptionIsCaught(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                try {
                                    return a.alloc(-1);
                                } catch (MemoryException expected) {
                                    return Elsewhere.library.applyAsLong(8);
                                }
                            }
                        }
                        class Elsewhere {
                            static java.util.function.LongUnaryOperator library;
                        }
                        """);
        setLibrary(game);
        assertEquals(Place.UNKNOWN, birthplace(runAgain()));
    }

    private Class<?> loaded;

    private void setLibrary(GameCode game) throws Exception {
        loaded = game.load();
        var library =
                Class.forName("Elsewhere", true, loaded.getClassLoader())
                        .getDeclaredField("library");
        library.setAccessible(true);
        library.set(null, (java.util.function.LongUnaryOperator) tracker::alloc);
    }

    private long runAgain() throws ReflectiveOperationException {
        var run = loaded.getDeclaredMethod("run", Allocator.class);
        run.setAccessible(true);
        return (long) run.invoke(null, tracker);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheLineBehindAnExceptionOfAnotherType(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                try {
                                    a.alloc(-1);
                                } catch (IllegalStateException other) {
                                    return 0;
                                } finally {
                                    synchronized (Game.class) {
                                        kept = a.alloc(8); // finally
                                    }
                                }
                                return 0;
                            }
                            static long kept;
                        }
                        """);
        Class<?> type = game.load();
        var run = type.getDeclaredMethod("run", Allocator.class);
        run.setAccessible(true);
        assertThrows(InvocationTargetException.class, () -> run.invoke(null, tracker));
        var kept = type.getDeclaredField("kept");
        kept.setAccessible(true);
        assertLine(game, "run", "finally", (long) kept.get(null));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameLinesInConstructorsBeforeAndAfterSuper(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Base {
                            final long first;
                            Base(long first) {
                                this.first = first;
                            }
                        }
                        class Game extends Base {
                            final long second;
                            Game(Allocator a) {
                                super(a.alloc(8)); // before
                                second = a.alloc(8); // after
                            }
                            static long second(Allocator a) {
                                return new Game(a).second;
                            }
                            static long run(Allocator a) {
                                return new Game(a).first;
                            }
                        }
                        """);
        assertLine(game, "<init>", "before", run(game));
        var second = game.load().getDeclaredMethod("second", Allocator.class);
        second.setAccessible(true);
        assertLine(game, "<init>", "after", (long) second.invoke(null, tracker));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldForgetTheLinesOfConstructorsThatThrow(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            final long block;
                            Game(long block) {
                                this.block = block;
                            }
                            Game(Allocator a) {
                                this(a.alloc(new long[] {-1}[0]));
                            }
                            Game(Allocator a, int size) {
                                block = a.alloc(size);
                            }
                            static long late(Allocator a) {
                                return new Game(a, -1).block;
                            }
                            static long run(Allocator a) {
                                return new Game(a).block;
                            }
                        }
                        """);
        assertThrows(dev.mayfly.alloc.MemoryException.class, () -> run(game));
        assertNobodyIsCalling();
        var late = game.load().getDeclaredMethod("late", Allocator.class);
        late.setAccessible(true);
        assertThrows(InvocationTargetException.class, () -> late.invoke(null, tracker));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptConstructorsThatBranchBeforeSuper(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            final long block;
                            Game(long block) {
                                this.block = block;
                            }
                            Game(Allocator a) {
                                long size = 8;
                                for (int i = 0; i < 3; i++) {
                                    size += size > 4 ? a.alloc(8) == 0 ? 1 : 2 : 3;
                                }
                                this(a.alloc(size)); // here
                            }
                            static long run(Allocator a) {
                                return new Game(a).block;
                            }
                        }
                        """);
        assertLine(game, "<init>", "here", run(game));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameLinesInLambdasSwitchesRecordsEnumsAndInterfaces(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        import java.util.function.LongSupplier;
                        interface Loader {
                            Allocator allocator();
                            default long load() {
                                return allocator().alloc(8); // default
                            }
                        }
                        record Level(Allocator allocator, long block) implements Loader {
                            Level {
                                block = allocator.alloc(block); // record
                            }
                        }
                        enum Kind {
                            SMALL {
                                @Override long make(Allocator a) {
                                    return a.alloc(8); // enum
                                }
                            };
                            abstract long make(Allocator a);
                        }
                        class Game {
                            static long run(Allocator a) {
                                LongSupplier lambda = () -> a.alloc(8); // lambda
                                return lambda.getAsLong();
                            }
                            static long each(Allocator a, Object which) {
                                return switch (which) {
                                    case Integer i when i > 5 -> a.alloc(i); // guarded
                                    case String s -> a.alloc(s.isEmpty() ? 8 : 16); // string
                                    case Kind kind -> kind.make(a);
                                    case Character _ -> new Level(a, 8).block();
                                    default -> new Level(a, 8).load();
                                };
                            }
                        }
                        """);
        assertLine(game, "lambda$run$0", "lambda", run(game));
        Class<?> type = game.load();
        var each = type.getDeclaredMethod("each", Allocator.class, Object.class);
        each.setAccessible(true);
        assertLine(game, "each", "guarded", (long) each.invoke(null, tracker, 6));
        assertLine(game, "each", "string", (long) each.invoke(null, tracker, "text"));
        Class<?> kind = Class.forName("Kind", true, type.getClassLoader());
        String small =
                birthplace((long) each.invoke(null, tracker, kind.getEnumConstants()[0])).line();
        assertEquals("Kind$1.make(Game.java:" + game.line("enum") + ")", small);
        assertEquals(
                "Level.<init>(Game.java:" + game.line("record") + ")",
                birthplace((long) each.invoke(null, tracker, 'c')).line());
        assertEquals(
                "Loader.load(Game.java:" + game.line("default") + ")",
                birthplace((long) each.invoke(null, tracker, 1.0)).line());
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepObjectsThatAreNotMadeYetOnTheStack(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            final long block;
                            Game(String name, long block) {
                                this.block = block;
                            }
                            static long run(Allocator a) {
                                return new Game(
                                        "a" + a.toString().length(),
                                        a.toString().isEmpty()
                                                ? a.alloc(8)
                                                : a.alloc(16)) // here
                                        .block;
                            }
                        }
                        """);
        assertLine(game, "run", "here", run(game));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheMethodWhereThereAreNoLines(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                return a.alloc(8);
                            }
                        }
                        """,
                        "-g:none");
        assertEquals("Game.run(Unknown Source)", birthplace(run(game)).line());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRewriteClassFilesOfJava8(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                try {
                                    return a.alloc(8, 8); // here
                                } finally {
                                    a.free(0, 0);
                                }
                            }
                        }
                        """,
                        "-source",
                        "8",
                        "-target",
                        "8");
        assertEquals(
                ClassFile.JAVA_8_VERSION,
                ClassFile.of().parse(game.classes().get("Game")).majorVersion());
        assertLine(game, "run", "here", run(game));
    }

    private static final String OLD =
            """
            class Game {
                static long run(Allocator a) {
                    try {
                        return a.alloc(a.alloc(8, 8) == 0 ? 16 : 8, 8); // here
                    } finally {
                        a.free(0, 0);
                    }
                }
                static long fail(Allocator a) {
                    return a.alloc(-1, 8);
                }
            }
            """;

    /** Such files have no frames, and the JVM's old verifier reads them. */
    @Test
    void shouldRewriteClassFilesOfJava5WithNumbersGivenNow() throws Exception {
        GameCode game = new GameCode(HEAD + OLD, "-source", "8", "-target", "8");
        game.change(CallSitesInCodeTest::toJava5).rewrite(SiteNumber.NOW);
        assertLine(game, "run", "here", run(game));
        var fail = game.load().getDeclaredMethod("fail", Allocator.class);
        fail.setAccessible(true);
        assertThrows(InvocationTargetException.class, () -> fail.invoke(null, tracker));
        assertNobodyIsCalling();
    }

    @Test
    void shouldLeaveClassFilesOfJava5WithNumbersGivenLater() {
        GameCode game = new GameCode(HEAD + OLD, "-source", "8", "-target", "8");
        game.change(CallSitesInCodeTest::toJava5);
        byte[] before = game.classes().get("Game").clone();
        assertArrayEquals(before, game.rewrite(SiteNumber.LATER).classes().get("Game"));
    }

    private static byte[] toJava5(byte[] bytes) {
        byte[] old = bytes.clone();
        old[7] = ClassFile.JAVA_5_VERSION;
        return old;
    }

    @ParameterizedTest
    @EnumSource
    void shouldAcceptNamesThatJavaHasNot(How how) throws Exception {
        GameCode game =
                new GameCode(
                        HEAD
                                + """
                                class Game {
                                    static long odd(Allocator a) {
                                        return a.alloc(8); // here
                                    }
                                    static long run(Allocator a) {
                                        return odd(a);
                                    }
                                }
                                """);
        game.change(CallSitesInCodeTest::rename).rewrite(how.number);
        var odd = game.load().getDeclaredMethod("load-a level \u03bb", Allocator.class);
        odd.setAccessible(true);
        assertLine(game, "load-a level \u03bb", "here", (long) odd.invoke(null, tracker));
    }

    private static byte[] rename(byte[] bytes) {
        ClassFile files = ClassFile.of();
        return files.transformClass(
                files.parse(bytes),
                ClassTransform.dropping(
                                element ->
                                        element instanceof MethodModel method
                                                && method.methodName().equalsString("run"))
                        .andThen(
                                (builder, element) -> {
                                    if (element instanceof MethodModel method
                                            && method.methodName().equalsString("odd")) {
                                        builder.withMethod(
                                                "load-a level \u03bb",
                                                method.methodTypeSymbol(),
                                                method.flags().flagsMask(),
                                                renamed -> method.forEach(renamed::with));
                                    } else {
                                        builder.with(element);
                                    }
                                }));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheLineInsideAGamesOwnAllocator(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game implements Allocator {
                            final Allocator below;
                            Game(Allocator below) {
                                this.below = below;
                            }
                            @Override public long allocNonZeroed(long size, long alignment) {
                                return below.allocNonZeroed(size, alignment); // here
                            }
                            @Override public void free(long address, long size) {
                                below.free(address, size);
                            }
                            static long run(Allocator a) {
                                return new Game(a).alloc(8);
                            }
                        }
                        """);
        assertLine(game, "allocNonZeroed", "here", run(game));
        assertNobodyIsCalling();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNumberTheInheritedMethodsOfAGamesOwnAllocator(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        class Game {
                            static long run(Allocator a) {
                                return new Arena(a).alloc(8); // here
                            }
                        }
                        class Arena extends %s {
                            Arena(Allocator a) {
                                super(a);
                            }
                        }
                        """
                                .formatted(InheritedAllocator.class.getName()));
        assertLine(game, "run", "here", run(game));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameTheLineThatMakesAnArrayOfStructs(How how) throws Exception {
        GameCode game =
                game(
                        how,
                        """
                        import dev.mayfly.data.structs.SpotArray;
                        class Game {
                            static long run(Allocator a) {
                                SpotArray spots = SpotArray.create(a, 10); // here
                                return spots.address();
                            }
                        }
                        """);
        assertLine(game, "run", "here", run(game));
    }

    @Test
    void shouldTakeGeneratedArraysOfStructsForTheEngines() throws Exception {
        Rewriter rewriter = new Rewriter(new Callees(Callees.LIBRARIES), SiteNumber.NOW);
        for (Class<?> type : List.of(SpotArray.class, SpotColumns.class)) {
            try (InputStream file = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                assertNull(rewriter.rewrite(file.readAllBytes()));
            }
        }
    }

    @Test
    void shouldLeaveReferencesToMethodsToTheStackWalk() throws Exception {
        GameCode game =
                game(
                        How.NOW,
                        """
                        class Game {
                            static long run(Allocator a) {
                                java.util.function.LongUnaryOperator reference = a::alloc;
                                return reference.applyAsLong(8); // here
                            }
                        }
                        """);
        try (TrackingAllocator walking = TrackingAllocator.over(GeneralAllocator.shared())) {
            long address = run(game, walking);
            String line = walking.block(address).born().place().line();
            walking.free(address, 8);
            assertEquals("Game.run(Game.java:" + game.line("here") + ")", line);
        }
    }

    @Test
    void shouldLeaveMethodsThatWouldGetTooLongAndDoTheOthers() throws Exception {
        GameCode game =
                new GameCode(
                        HEAD
                                + """
                                class Game {
                                    static long huge(Allocator a) {
                                """
                                + "a.free(a.alloc(8), 8);\n".repeat(1500)
                                + """
                                        return 0;
                                    }
                                    static long run(Allocator a) {
                                        return huge(a) + a.alloc(8); // here
                                    }
                                }
                                """);
        Rewriter rewriter = new Rewriter(new Callees(Callees.LIBRARIES), SiteNumber.NOW);
        Rewriter.Result result = rewriter.rewrite(game.classes().get("Game"));
        assertEquals(1, result.tooLong());
        assertEquals(1, result.calls());
        game.rewrite(SiteNumber.NOW);
        assertLine(game, "run", "here", run(game));
    }

    @Test
    void shouldChangeNothingTheSecondTimeWithNumbersGivenLater() {
        GameCode game =
                game(
                        How.LATER,
                        """
                        class Game {
                            static long run(Allocator a) {
                                return a.alloc(8);
                            }
                        }
                        """);
        byte[] once = game.classes().get("Game").clone();
        assertArrayEquals(once, game.rewrite(SiteNumber.LATER).classes().get("Game"));
        assertArrayEquals(once, game.rewrite(SiteNumber.NOW).classes().get("Game"));
    }

    @Test
    void shouldNotTouchAClassWithoutSuchCalls() {
        GameCode game =
                new GameCode(
                        """
                        class Game {
                            static int run(java.util.List<String> list) {
                                return list.size();
                            }
                        }
                        """);
        Rewriter rewriter = new Rewriter(new Callees(Callees.LIBRARIES), SiteNumber.NOW);
        assertNull(rewriter.rewrite(game.classes().get("Game")));
    }
}
