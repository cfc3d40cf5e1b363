package dev.mayfly.context.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Each way from contextless code to the context is a compiler error at its line. */
class ContextlessErrorsTest {

    private static final String IMPORTS =
            "import dev.mayfly.*; import dev.mayfly.alloc.*; import dev.mayfly.context.*;"
                    + " import java.util.*; ";

    private static final String CURE =
            "\n  open a context with Context.defaultContext(), run the code in"
                    + " Context.runDefault(…), or pass an allocator explicitly";

    private static final String ALLOC =
            ", but reaches Mem.alloc(long, long), which needs a context";

    private static final String TEMP = ", but reaches Mem.temp(), which needs a context";

    @TempDir private Path folder;

    /**
     * The source is in {@code A.java}, whose line 1 has the imports.
     *
     * @param errors each as {@code line: head: step; step}, without the cure, which each must have
     */
    private void assertErrors(String source, String... errors) {
        assertErrors(Checked.compile(folder, IMPORTS + source), errors);
    }

    private static void assertErrors(Checked checked, String... errors) {
        List<String> found = new ArrayList<>();
        for (String error : checked.errors()) {
            assertTrue(error.endsWith(CURE), error);
            found.add(
                    error.substring(0, error.length() - CURE.length())
                            .replace("context:\n    ", "context: ")
                            .replace("\n    ", "; "));
        }
        assertEquals(List.of(errors), found);
        assertEquals(List.of(), checked.others());
        assertEquals(List.of(), checked.classes());
    }

    @Test
    void shouldNameTheWholeChainAndTheCure() {
        Checked checked =
                Checked.compile(
                        folder,
                        """
                        import dev.mayfly.Mem;
                        import dev.mayfly.context.Contextless;
                        class A {
                            @Contextless void key(int key) {
                                if (key > 0) {
                                    note("pressed", new int[] {key});
                                }
                            }
                            void note(String text, int... values) {
                                draw();
                            }
                            static void draw() {
                                Mem.alloc(8, 8);
                            }
                        }
                        """);
        assertEquals(
                List.of(
                        """
                        6: A.key(int) is contextless, but reaches Mem.alloc(long, long), which needs a context:
                            calls A.note(String, int[]) at A.java:6
                            calls A.draw() at A.java:10
                            calls Mem.alloc(long, long) at A.java:13
                          open a context with Context.defaultContext(), run the code in Context.runDefault(…), or pass an allocator explicitly\
                        """),
                checked.errors());
    }

    @Test
    void shouldFindADirectCall() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        Mem.alloc(8, 8);
                        Context.current();
                    }
                }
                """,
                "4: A.a() is contextless" + ALLOC + ": calls Mem.alloc(long, long) at A.java:4",
                "5: A.a() is contextless, but reaches Context.current(), which needs a context:"
                        + " calls Context.current() at A.java:5");
    }

    @Test
    void shouldFindAnAnnotatedMethodOfTheSameSources() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        new A(2).mine();
                    }
                    A() {}
                    @UsesContext A(int x) {}
                    @UsesContext void mine() {}
                }
                """,
                "4: A.a() is contextless, but reaches A.mine(), which needs a context: calls"
                        + " A.mine() at A.java:4",
                "4: A.a() is contextless, but reaches new A(int), which needs a context: calls new"
                        + " A(int) at A.java:4");
    }

    @Test
    void shouldFollowCallsIntoOtherFiles() {
        assertErrors(
                Checked.compile(
                        folder,
                        IMPORTS
                                + """

                                class A {
                                    @Contextless void a() {
                                        int x = 1 + Other.help(2);
                                    }
                                }
                                """,
                        IMPORTS
                                + """

                                class Other {
                                    static int help(int x) {
                                        return (int) Mem.alloc(x, 8);
                                    }
                                }
                                """),
                "4: A.a() is contextless"
                        + ALLOC
                        + ": calls Other.help(int) at A.java:4; calls Mem.alloc(long, long) at"
                        + " Other.java:4");
    }

    @Test
    void shouldReportEveryUseAndEachRootOnItsOwn() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        both();
                    }
                    @Contextless void b() {
                        both();
                        a();
                    }
                    void both() {
                        Mem.temp();
                        if (true) Mem.alloc(1, 1);
                    }
                }
                """,
                "4: A.a() is contextless"
                        + TEMP
                        + ": calls A.both() at A.java:4; calls Mem.temp() at A.java:11",
                "4: A.a() is contextless"
                        + ALLOC
                        + ": calls A.both() at A.java:4; calls Mem.alloc(long, long) at A.java:12",
                "7: A.b() is contextless"
                        + TEMP
                        + ": calls A.both() at A.java:7; calls Mem.temp() at A.java:11",
                "7: A.b() is contextless"
                        + ALLOC
                        + ": calls A.both() at A.java:7; calls Mem.alloc(long, long) at A.java:12");
    }

    @Test
    void shouldComeToAnEndWhereMethodsCallEachOther() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        ping();
                    }
                    void ping() { pong(); }
                    void pong() { ping(); Mem.temp(); a(); }
                }
                """,
                "4: A.a() is contextless"
                        + TEMP
                        + ": calls A.ping() at A.java:4; calls A.pong() at A.java:6; calls"
                        + " Mem.temp() at A.java:7");
    }

    @Test
    void shouldPointAtTheLineOfTheNameInAChainOfCalls() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        this
                            .self()
                            .note();
                    }
                    A self() { return this; }
                    void note() { Mem.temp(); }
                }
                """,
                "6: A.a() is contextless"
                        + TEMP
                        + ": calls A.note() at A.java:6; calls Mem.temp() at A.java:9");
    }

    @Test
    void shouldLookIntoEveryMethodOfAContextlessType() {
        assertErrors(
                """

                @Contextless class A {
                    long x = Mem.alloc(1, 1);
                    static { Mem.temp(); }
                    void a() { Mem.temp(); }
                    static class Inner {
                        Inner() { Mem.temp(); }
                    }
                }
                """,
                "4: the static initialiser of A is contextless"
                        + TEMP
                        + ": calls Mem.temp() at A.java:4",
                "3: the initialiser of A is contextless"
                        + ALLOC
                        + ": calls Mem.alloc(long, long) at A.java:3",
                "5: A.a() is contextless" + TEMP + ": calls Mem.temp() at A.java:5",
                "7: new A.Inner() is contextless" + TEMP + ": calls Mem.temp() at A.java:7");
    }

    @Test
    void shouldFollowConstructorsAndInitialisers() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        new Made();
                    }
                    @Contextless void b() {
                        new Derived(3);
                    }
                }
                class Made {
                    final Object scratch = Mem.temp();
                }
                class Base {
                    { Mem.alloc(4, 4); }
                }
                class Derived extends Base {
                    Derived() {}
                    Derived(int x) { this(); }
                }
                """,
                "4: A.a() is contextless"
                        + TEMP
                        + ": calls new Made() at A.java:4; calls Mem.temp() at A.java:11",
                "7: A.b() is contextless"
                        + ALLOC
                        + ": calls new Derived(int) at A.java:7; calls new Derived() at A.java:18;"
                        + " calls new Base() at A.java:17; calls Mem.alloc(long, long) at"
                        + " A.java:14");
    }

    @Test
    void shouldFollowTheInitialisationOfClasses() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        Called.nothing();
                    }
                    @Contextless Object b() {
                        return Read.SCRATCH;
                    }
                }
                class Called {
                    static { Mem.alloc(1, 1); }
                    static void nothing() {}
                }
                class Read {
                    static final Object SCRATCH = Mem.temp();
                }
                """,
                "4: A.a() is contextless"
                        + ALLOC
                        + ": calls Called.nothing() at A.java:4; initialises the static initialiser"
                        + " of Called at A.java:12; calls Mem.alloc(long, long) at A.java:11",
                "7: A.b() is contextless"
                        + TEMP
                        + ": initialises the static initialiser of Read at A.java:7; calls"
                        + " Mem.temp() at A.java:15");
    }

    @Test
    void shouldLookIntoALambdaForAContextlessInterface() {
        assertErrors(
                """

                class A {
                    @Contextless interface Listener { void heard(int what); }
                    void listen(Listener listener) {}
                    void a() {
                        Mem.temp();
                        listen(what -> {
                            int twice = 2 * what;
                            note();
                        });
                    }
                    void note() { Mem.alloc(8, 8); }
                }
                """,
                "9: the lambda at A.java:7 is contextless, as A.Listener is"
                        + ALLOC
                        + ": calls A.note() at A.java:9; calls Mem.alloc(long, long) at A.java:12");
    }

    @Test
    void shouldLookIntoALambdaForAnInterfaceWithAContextlessMethod() {
        assertErrors(
                """

                class A {
                    interface Above { @Contextless void heard(); }
                    interface Listener extends Above {}
                    Listener listener = () -> Mem.temp();
                }
                """,
                "5: the lambda at A.java:5 is contextless, as A.Listener is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:5");
    }

    private static final String CALLBACK =
            """
            interface KeyI extends org.lwjgl.system.CallbackI {
                void invoke(int key);
                default void callback(long result, long arguments) { invoke(1); }
                default org.lwjgl.system.Callback.Descriptor getDescriptor() { return null; }
            }
            """;

    @Test
    void shouldTakeLwjglsCallbacksForContextless() {
        assertErrors(
                Checked.compile(
                        folder,
                        IMPORTS
                                + """

                                class A {
                                    KeyI lambda = key -> Mem.temp();
                                    KeyI reference = this::note;
                                    KeyI anonymous = new KeyI() {
                                        public void invoke(int key) { Mem.temp(); }
                                    };
                                    void note(int key) { Mem.temp(); }
                                    static class Keys implements KeyI {
                                        public void invoke(int key) { Mem.temp(); }
                                    }
                                }
                                """,
                        CALLBACK),
                "3: the lambda at A.java:3 is contextless, as KeyI is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:3",
                "4: the method reference at A.java:4 is contextless, as KeyI is"
                        + TEMP
                        + ": refers to A.note(int) at A.java:4; calls Mem.temp() at A.java:8",
                "6: (anonymous KeyI).invoke(int) is contextless, as KeyI.invoke(int) is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:6",
                "10: A.Keys.invoke(int) is contextless, as KeyI.invoke(int) is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:10");
    }

    @Test
    void shouldTakeNamedTypesForContextless() {
        String source =
                """

                class A {
                    interface Audio { void mixed(int samples); }
                    interface Stream extends Audio {}
                    Audio one = samples -> Mem.temp();
                    Stream two = samples -> Mem.temp();
                }
                class Thing {
                    void thing() { Mem.temp(); }
                }
                """;
        assertErrors(
                Checked.compileNaming(folder, "A.Audio Thing", IMPORTS + source),
                "5: the lambda at A.java:5 is contextless, as A.Audio is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:5",
                "6: the lambda at A.java:6 is contextless, as A.Stream is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:6",
                "9: Thing.thing() is contextless" + TEMP + ": calls Mem.temp() at A.java:9");
        assertEquals(List.of(), Checked.compile(folder, IMPORTS + source).errors());
    }

    @Test
    void shouldFindAReferenceToAUseItself() {
        assertErrors(
                """

                class A {
                    @Contextless interface Source { Object get(); }
                    Source source = Mem::temp;
                    @Contextless void a(List<Integer> sizes) {
                        sizes.forEach(A::take);
                    }
                    static void take(int size) { Mem.alloc(size, 8); }
                }
                """,
                "4: the method reference at A.java:4 is contextless, as A.Source is"
                        + TEMP
                        + ": refers to Mem.temp() at A.java:4",
                "6: A.a(List) is contextless"
                        + ALLOC
                        + ": refers to A.take(int) at A.java:6; calls Mem.alloc(long, long) at"
                        + " A.java:8");
    }

    @Test
    void shouldFindAReferenceToAConstructor() {
        assertErrors(
                """

                class A {
                    A() { Mem.temp(); }
                    @Contextless static void a(Optional<A> some) {
                        some.orElseGet(A::new);
                    }
                }
                """,
                "5: A.a(Optional) is contextless"
                        + TEMP
                        + ": refers to new A() at A.java:5; calls Mem.temp() at A.java:3");
    }

    @Test
    void shouldTakeAnOrdinaryLambdaForRunWhereItIsWritten() {
        assertErrors(
                """

                class A {
                    @Contextless void a(List<Integer> sizes) {
                        sizes.stream()
                            .map(size -> {
                                Runnable inner = () -> {};
                                inner.run();
                                return sizes.stream().map(other -> Mem.alloc(size, other));
                            })
                            .toList();
                        new Thread(
                            () ->
                                Mem.temp())
                            .start();
                    }
                }
                """,
                "13: A.a(List) is contextless" + TEMP + ": calls Mem.temp() at A.java:13",
                "8: A.a(List) is contextless"
                        + ALLOC
                        + ": calls Mem.alloc(long, long) at A.java:8");
    }

    @Test
    void shouldFollowALambdaThroughItsVariable() {
        assertErrors(
                """

                class A {
                    private Runnable field = () -> Mem.temp();
                    private Runnable later;
                    @Contextless void a() {
                        Runnable local = () -> {
                            Mem.temp();
                        };
                        local.run();
                    }
                    @Contextless void b() {
                        field.run();
                        this.later.run();
                    }
                    void c(boolean which) {
                        later = which ? (() -> {}) : (Runnable) () -> Mem.alloc(1, 1);
                    }
                }
                """,
                "9: A.a() is contextless"
                        + TEMP
                        + ": runs variable local at A.java:9; calls Mem.temp() at A.java:7",
                "12: A.b() is contextless"
                        + TEMP
                        + ": runs variable field at A.java:12; calls Mem.temp() at A.java:3",
                "13: A.b() is contextless"
                        + ALLOC
                        + ": runs variable later at A.java:13; calls Mem.alloc(long, long) at"
                        + " A.java:16");
    }

    @Test
    void shouldFollowLocalAndAnonymousClasses() {
        assertErrors(
                """

                class A {
                    @Contextless void a(List<Integer> sizes) {
                        sizes.forEach(new java.util.function.Consumer<>() {
                            @Override public void accept(Integer size) {
                                Mem.alloc(size, 8);
                            }
                        });
                    }
                    @Contextless void b() {
                        class Task implements Runnable {
                            @Override public void run() { Mem.temp(); }
                        }
                        new Thread(new Task()).start();
                    }
                    @Contextless void c() {
                        record Local(int x) {
                            void go() { Mem.temp(); }
                        }
                        new Local(3).go();
                    }
                }
                """,
                "6: A.a(List) is contextless" + ALLOC + ": calls Mem.alloc(long, long) at A.java:6",
                "12: A.b() is contextless" + TEMP + ": calls Mem.temp() at A.java:12",
                "20: A.c() is contextless"
                        + TEMP
                        + ": calls Local.go() at A.java:20; calls Mem.temp() at A.java:18");
    }

    @Test
    void shouldFollowAVirtualCallToItsOverriders() {
        assertErrors(
                """

                class A {
                    @Contextless void a(Step step) {
                        step.go(1);
                    }
                    @Contextless void b(Game game) {
                        game.tick();
                    }
                }
                interface Step { void go(int x); }
                class Walk implements Step {
                    public void go(int x) { Mem.temp(); }
                }
                abstract class Game {
                    abstract void tick();
                }
                class Chess extends Game {
                    void tick() { this.think(); }
                    void think() {}
                }
                class Blitz extends Chess {
                    @Override void think() { Mem.alloc(8, 8); }
                }
                """,
                "4: A.a(Step) is contextless"
                        + TEMP
                        + ": calls Step.go(int), here Walk.go(int) at A.java:4; calls Mem.temp() at"
                        + " A.java:12",
                "7: A.b(Game) is contextless"
                        + ALLOC
                        + ": calls Game.tick(), here Chess.tick() at A.java:7; calls"
                        + " Chess.think(), here Blitz.think() at A.java:18; calls Mem.alloc(long,"
                        + " long) at A.java:22");
    }

    @Test
    void shouldFollowAVirtualCallToOverridersOfALibrarysMethod() {
        assertErrors(
                """

                class A {
                    @Contextless void a(Runnable task) {
                        task.run();
                    }
                }
                class Task implements Runnable {
                    @Override public void run() { Mem.temp(); }
                }
                """,
                "4: A.a(Runnable) is contextless"
                        + TEMP
                        + ": calls Runnable.run(), here Task.run() at A.java:4; calls Mem.temp() at"
                        + " A.java:8");
    }

    @Test
    void shouldFollowACallOfAnOwnInterfaceToItsLambdas() {
        assertErrors(
                """

                class A {
                    interface Step { void go(); }
                    interface Fast extends Step {}
                    static final List<Step> STEPS = new ArrayList<>();
                    static void fill() {
                        STEPS.add(() -> Mem.temp());
                        STEPS.add((Fast) Mem::temp);
                    }
                    @Contextless void a() {
                        for (Step step : STEPS) {
                            step.go();
                        }
                    }
                }
                """,
                "12: A.a() is contextless"
                        + TEMP
                        + ": calls A.Step.go(), here the lambda at A.java:7 at A.java:12; calls"
                        + " Mem.temp() at A.java:7",
                "12: A.a() is contextless"
                        + TEMP
                        + ": calls A.Step.go(), here the method reference at A.java:8 at"
                        + " A.java:12; refers to Mem.temp() at A.java:8");
    }

    @Test
    void shouldTakeOverridersOfAContextlessMethodForContextless() {
        assertErrors(
                """

                abstract class A {
                    @Contextless abstract void heard(int what);
                    static class Derived extends A {
                        @Override void heard(int what) { Mem.temp(); }
                    }
                }
                """,
                "5: A.Derived.heard(int) is contextless, as A.heard(int) is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:5");
    }

    @Test
    void shouldTakeAnInheritedImplementationForContextless() {
        assertErrors(
                """

                class A {
                    public void heard() { Mem.temp(); }
                    @Contextless interface Listener { void heard(); }
                    static class Derived extends A implements Listener {}
                }
                """,
                "3: A.heard() is contextless, as A.Listener.heard() is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:3");
    }

    @Test
    void shouldFollowDefaultStaticAndPrivateMethodsOfInterfaces() {
        assertErrors(
                """

                interface A {
                    @Contextless default void a() {
                        b();
                    }
                    default void b() { c(); }
                    static void c() { A a = new A() {}; a.d(); }
                    private void d() { Mem.temp(); }
                }
                """,
                "4: A.a() is contextless"
                        + TEMP
                        + ": calls A.b() at A.java:4; calls A.c() at A.java:6; calls A.d() at"
                        + " A.java:7; calls Mem.temp() at A.java:8");
    }

    @Test
    void shouldFollowCallsOfSuper() {
        assertErrors(
                """

                class A {
                    void a() { Mem.temp(); }
                    static class Derived extends A {
                        @Override @Contextless void a() {
                            super.a();
                        }
                    }
                }
                """,
                "6: A.Derived.a() is contextless"
                        + TEMP
                        + ": calls A.a() at A.java:6; calls Mem.temp() at A.java:3");
    }

    @Test
    void shouldFollowEnumsAndRecords() {
        assertErrors(
                """

                class A {
                    enum Kind {
                        ONE { @Override void use() { Mem.alloc(1, 1); } };
                        abstract void use();
                    }
                    record Pair(int x, int y) {
                        Pair {
                            Mem.temp();
                        }
                    }
                    @Contextless void a(Kind kind) {
                        kind.use();
                        Object pair = switch (kind) {
                            case ONE -> new Pair(1, 2);
                        };
                    }
                }
                """,
                "13: A.a(Kind) is contextless"
                        + ALLOC
                        + ": calls A.Kind.use(), here (anonymous Kind).use() at A.java:13; calls"
                        + " Mem.alloc(long, long) at A.java:4",
                "15: A.a(Kind) is contextless"
                        + TEMP
                        + ": calls new A.Pair(int, int) at A.java:15; calls Mem.temp() at"
                        + " A.java:9");
    }

    @Test
    void shouldFollowCallsThatTheLanguageMakes() {
        assertErrors(
                """

                class A implements AutoCloseable, Iterable<String> {
                    public void close() { Mem.temp(); }
                    public Iterator<String> iterator() {
                        Mem.alloc(1, 1);
                        return List.<String>of().iterator();
                    }
                    @Contextless void a() {
                        try (A a = this) {
                            a.hashCode();
                        }
                    }
                    @Contextless void b() {
                        for (String each : this) {}
                    }
                }
                """,
                "9: A.a() is contextless"
                        + TEMP
                        + ": calls A.close() at A.java:9; calls Mem.temp() at A.java:3",
                "14: A.b() is contextless"
                        + ALLOC
                        + ": calls A.iterator() at A.java:14; calls Mem.alloc(long, long) at"
                        + " A.java:5");
    }

    @Test
    void shouldKnowWhereAnOpenedContextEnds() {
        assertErrors(
                """

                class A implements AutoCloseable {
                    public void close() { Mem.alloc(1, 1); }
                    @Contextless void a() {
                        Mem.temp();
                        try (A first = this; var opened = Context.defaultContext(); A last = this) {
                            Mem.alloc(1, 1);
                            opened.context();
                            first.hashCode();
                            last.hashCode();
                        } catch (RuntimeException problem) {
                            Mem.temp();
                        } finally {
                            Mem.temp();
                        }
                        Mem.temp();
                    }
                }
                """,
                "5: A.a() is contextless" + TEMP + ": calls Mem.temp() at A.java:5",
                "12: A.a() is contextless" + TEMP + ": calls Mem.temp() at A.java:12",
                "14: A.a() is contextless" + TEMP + ": calls Mem.temp() at A.java:14",
                "16: A.a() is contextless" + TEMP + ": calls Mem.temp() at A.java:16",
                "6: A.a() is contextless"
                        + ALLOC
                        + ": calls A.close() at A.java:6; calls Mem.alloc(long, long) at"
                        + " A.java:3");
    }

    @Test
    void shouldFindWhatIsNeededToBuildTheCodeForADefaultContext() {
        assertErrors(
                """

                class A {
                    @Contextless void a() {
                        Context.runDefault(task());
                    }
                    Runnable task() {
                        Mem.temp();
                        return () -> {};
                    }
                }
                """,
                "4: A.a() is contextless"
                        + TEMP
                        + ": calls A.task() at A.java:4; calls Mem.temp() at A.java:7");
    }

    @Test
    void shouldLookIntoACallbackThatIsMadeInAContext() {
        assertErrors(
                """

                class A {
                    @Contextless interface Listener { void heard(); }
                    void a() {
                        try (var _ = Context.defaultContext()) {
                            Listener listener = () -> Mem.temp();
                            listener.heard();
                        }
                    }
                }
                """,
                "6: the lambda at A.java:6 is contextless, as A.Listener is"
                        + TEMP
                        + ": calls Mem.temp() at A.java:6");
    }

    @Test
    void shouldFindUsesInClassFilesThatAreMarked() {
        assertEquals(
                List.of(),
                Checked.compile(
                                folder,
                                List.of(),
                                IMPORTS
                                        + """

                                        public class Library {
                                            @UsesContext public static void use() { Mem.temp(); }
                                            @UsesContext public Library() {}
                                            @Contextless public interface Listener { void heard(); }
                                        }
                                        """)
                        .errors());
        List<String> errors =
                Checked.compile(
                                folder,
                                IMPORTS
                                        + """

                                        class A extends Library {
                                            Listener listener = () -> new A();
                                            @Contextless void a() {
                                                use();
                                            }
                                        }
                                        """)
                        .errors();
        assertEquals(
                List.of(
                        "3: the lambda at A.java:3 is contextless, as Library.Listener is, but"
                                + " reaches new Library(), which needs a context:\n"
                                + "    calls new A() at A.java:3\n"
                                + "    calls new Library() at A.java:2"
                                + CURE,
                        "5: A.a() is contextless, but reaches Library.use(), which needs a"
                                + " context:\n    calls Library.use() at A.java:5"
                                + CURE),
                errors);
    }

    @Test
    void shouldRefuseWhatIsSaidToBeBoth() {
        assertEquals(
                List.of(
                        "3: A.a() is contextless, but marked @UsesContext: it can only be one of"
                                + " both"),
                Checked.compile(
                                folder,
                                IMPORTS
                                        + """

                                        class A {
                                            @Contextless @UsesContext void a() {}
                                        }
                                        """)
                        .errors());
    }

    @Test
    void shouldLeaveNoClassFilesBehindHoweverTheCompilerWorks() {
        String early = IMPORTS + "class A {}";
        String late = IMPORTS + "class Late { @Contextless void a() { Mem.temp(); } }";
        for (String policy : List.of("bytodo", "simple", "byfile")) {
            Checked checked =
                    Checked.compile(
                            folder,
                            List.of("-Xplugin:MayflyContext", "-XDcompilePolicy=" + policy),
                            early,
                            late);
            assertEquals(1, checked.errors().size(), policy);
            assertEquals(List.of(), checked.classes(), policy);
        }
    }

    @Test
    void shouldRunWithAnnotationProcessingToo() {
        Checked checked =
                Checked.compile(
                        folder,
                        IMPORTS
                                + """

                                class A {
                                    @dev.mayfly.data.NativeStruct record Point(int x) {}
                                    @Contextless void a() { PointArray.create(); }
                                }
                                """);
        assertEquals(
                List.of(
                        "4: A.a() is contextless, but reaches PointArray.create(), which needs a"
                                + " context:\n    calls PointArray.create() at A.java:4"
                                + CURE),
                checked.errors());
        Checked without =
                Checked.compile(
                        folder,
                        List.of("-Xplugin:MayflyContext", "-proc:none"),
                        IMPORTS + "\nclass A { @Contextless void a() { Mem.temp(); } }");
        assertEquals(1, without.errors().size());
    }
}
