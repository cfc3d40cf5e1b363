package dev.mayfly.context.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What needs no context, or has one, compiles without a word. */
class ContextlessCodeTest {

    private static final String IMPORTS =
            "import dev.mayfly.*; import dev.mayfly.alloc.*; import dev.mayfly.context.*;"
                    + " import java.util.*; ";

    @TempDir private Path folder;

    private void assertFine(String... members) {
        StringBuilder source = new StringBuilder(IMPORTS + "\nclass A {\n");
        for (String member : members) {
            source.append(member);
        }
        Checked checked = Checked.compile(folder, source + "}\n");
        assertEquals(List.of(), checked.errors());
        assertEquals(List.of(), checked.others());
        assertNotEquals(List.of(), checked.classes());
    }

    @Test
    void shouldAllowUsesInOrdinaryCode() {
        assertFine(
                """
                final Object scratch = Mem.temp();
                void a() { Mem.alloc(8, 8); new Thread(() -> Mem.temp()); }
                """);
    }

    @Test
    void shouldAllowContextlessCodeThatUsesNone() {
        assertFine(
                """
                private int pressed;
                @Contextless void a(int key) { pressed = Math.max(pressed, key); note(); }
                void note() { System.out.println(this); }
                """);
    }

    @Test
    void shouldAllowExplicitAllocators() {
        assertFine(
                """
                @Contextless long a(Allocator allocator) {
                    try (FrameArena arena = FrameArena.create()) {
                        Mem.alloc(arena, 8, 8);
                    }
                    return Mem.alloc(allocator, 8, 8) + help(GeneralAllocator.shared());
                }
                long help(Allocator allocator) { return allocator.alloc(8, 8); }
                """);
    }

    @Test
    void shouldAllowToAskWhetherThereIsAContext() {
        assertFine("@Contextless boolean a() { return Context.isPresent(); }");
    }

    @Test
    void shouldAllowALambdaThatRunsInADefaultContext() {
        assertFine(
                """
                @Contextless void a() {
                    Context.runDefault(() -> Mem.temp());
                    Context.runDefault((() -> { help(); Mem.alloc(8, 8); }));
                }
                void help() { Mem.temp(); }
                """);
    }

    @Test
    void shouldAllowAMethodReferenceThatRunsInADefaultContext() {
        assertFine(
                """
                @Contextless void a() { Context.runDefault(this::help); }
                void help() { Mem.temp(); }
                """);
    }

    @Test
    void shouldAllowAVariableThatRunsInADefaultContext() {
        assertFine(
                """
                private final Runnable field = Mem::temp;
                @Contextless void a() {
                    Runnable local = () -> Mem.temp();
                    Context.runDefault(local);
                    Context.runDefault(field);
                    Context.runDefault(this.field);
                }
                """);
    }

    @Test
    void shouldAllowAnObjectThatRunsInADefaultContext() {
        assertFine(
                """
                @Contextless void a() {
                    Context.runDefault(new Runnable() {
                        @Override public void run() { Mem.temp(); }
                    });
                }
                """);
    }

    @Test
    void shouldAllowUsesInsideADefaultContext() {
        assertFine(
                """
                @Contextless void a() {
                    try (var _ = Context.defaultContext()) {
                        Mem.temp();
                        List.of(1, 2).forEach(size -> Mem.alloc(size, 8));
                        help();
                    }
                }
                void help() { Mem.temp(); }
                """);
    }

    @Test
    void shouldAllowUsesInsideAContextOfOnesOwn() {
        assertFine(
                """
                @Contextless void a(Allocator allocator, ContextSnapshot snapshot) {
                    try (OpenContext opened = Context.open(allocator, allocator);
                            var inner = Context.use(allocator)) {
                        opened.context();
                        inner.hashCode();
                        Mem.temp();
                    }
                    try (var _ = snapshot.open(allocator)) {
                        Mem.temp();
                    }
                }
                """);
    }

    @Test
    void shouldAllowUsesWhileAContextFromOutsideIsOpen() {
        assertFine(
                """
                @Contextless void a() {
                    final OpenContext opened = Context.defaultContext();
                    try (opened) {
                        Mem.temp();
                    }
                }
                """);
    }

    @Test
    void shouldAllowACallbackThatOpensAContext() {
        assertFine(
                """
                interface Key extends org.lwjgl.system.CallbackI {
                    void invoke(int key);
                    default void callback(long result, long arguments) { invoke(1); }
                    default org.lwjgl.system.Callback.Descriptor getDescriptor() { return null; }
                }
                final Key key = code -> {
                    try (var _ = Context.defaultContext()) { Mem.alloc(code, 1); }
                };
                """);
    }

    @Test
    void shouldAllowTheRestOfAClassThatHasACallback() {
        assertFine(
                """
                @Contextless interface Listener { void heard(); }
                static class Heard implements Listener {
                    final Object scratch = Mem.temp();
                    Heard() { Mem.temp(); }
                    void tick() { Mem.alloc(8, 8); }
                    @Override public void heard() {}
                }
                """);
    }

    @Test
    void shouldAllowToHandCodeToSomebodyWithAContext() {
        assertFine(
                """
                interface Job { @UsesContext void run(); }
                private final Queue<Job> jobs = new ArrayDeque<>();
                @Contextless void a() {
                    jobs.add(() -> Mem.temp());
                    jobs.add(Mem::temp);
                    jobs.add(this::help);
                    jobs.add(new Job() { @Override public void run() { Mem.temp(); } });
                }
                void help() { Mem.alloc(8, 8); }
                @UsesContext void tick() { jobs.remove().run(); }
                """);
    }

    @Test
    void shouldAllowToStoreCodeForLater() {
        assertFine(
                """
                private Runnable later = () -> {};
                private Runnable other = () -> {};
                @Contextless void a() {
                    later = () -> Mem.temp();
                    this.other = Mem::temp;
                }
                void tick() { later.run(); other.run(); }
                """);
    }

    @Test
    void shouldNotSuspectLambdasOfAnotherPlace() {
        assertFine(
                """
                void elsewhere(List<Integer> list) {
                    Runnable task = () -> Mem.temp();
                    task.run();
                    list.forEach(size -> Mem.alloc(size, 8));
                }
                @Contextless void a(Runnable task) { task.run(); }
                """);
    }

    @Test
    void shouldNotSuspectOverridersOfAnotherType() {
        assertFine(
                """
                interface Step { void go(); }
                interface Safe extends Step {}
                static class Uses implements Step { public void go() { Mem.temp(); } }
                static class Does implements Safe { public void go() {} }
                @Contextless void a(Safe step) { step.go(); }
                """);
    }

    @Test
    void shouldNotSuspectOverridersOfACallOfSuper() {
        assertFine(
                """
                static class Base { void go() {} }
                static class Middle extends Base {
                    @Contextless void a() { super.go(); }
                }
                static class Last extends Middle { @Override void go() { Mem.temp(); } }
                """);
    }

    @Test
    void shouldNotTakeMethodsOfTheSameNameForOverriders() {
        assertFine(
                """
                static class Base { static void go() {} private void stay() {}
                    @Contextless void a() { go(); stay(); } }
                static class Derived extends Base {
                    static void go(int x) { Mem.temp(); }
                    void stay() { Mem.temp(); }
                }
                """);
    }

    @Test
    void shouldKnowThatAConstantInitialisesNothing() {
        assertFine(
                """
                static class Level {
                    static final int WIDTH = 3;
                    static final Object SCRATCH = Mem.temp();
                }
                @Contextless int a() { return Level.WIDTH + Integer.MAX_VALUE; }
                """);
    }

    @Test
    void shouldBeSilentWhereItIsTold() {
        assertFine(
                """
                @SuppressWarnings("contextless") @Contextless void a() { Mem.temp(); }
                @Contextless void b() { help(); new Quiet().go(); }
                @SuppressWarnings({"contextless", "unused"}) void help() { Mem.temp(); }
                @SuppressWarnings("contextless") static class Quiet { void go() { Mem.temp(); } }
                @Contextless interface Listener { void heard(); }
                @SuppressWarnings("contextless") Listener listener = () -> Mem.temp();
                @SuppressWarnings("contextless") void c() { listener = () -> Mem.temp(); }
                """);
    }

    @Test
    void shouldAllowContextlessCodeToCallItsLike() {
        assertFine(
                """
                @Contextless void a() { b(); }
                @Contextless void b() { Context.runDefault(() -> Mem.temp()); }
                """);
    }

    @Test
    void shouldNotTakeAnOverriddenMethodForContextless() {
        assertFine(
                """
                static class Base { void heard() { Mem.temp(); } }
                static class Derived extends Base { @Override @Contextless void heard() {} }
                """);
    }

    @Test
    void shouldLeaveBrokenSourcesToTheCompiler() {
        Checked checked =
                Checked.compile(
                        folder,
                        IMPORTS
                                + """

                                class A extends Missing implements Gone<Lost> {
                                    @Contextless void a() {
                                        missing(() -> lost(), Lost::gone, new Lost() { int x = y; });
                                        try (var z = lost()) { z.gone(); }
                                        for (var each : lost) each.go();
                                        Lost.FIELD.call().chain(this::gone);
                                    }
                                    @Lost(Gone.HERE) Lost field = x -> x;
                                    void a() { super.gone(); return 3; }
                                }
                                """);
        assertNotEquals(List.of(), checked.errors());
        assertEquals(
                List.of(),
                java.util.stream.Stream.concat(checked.errors().stream(), checked.others().stream())
                        .filter(each -> each.contains("MayflyContext"))
                        .toList());
    }

    @Test
    void shouldReadWhateverTheLanguageHas() {
        assertFine(
                """
                enum Kind { ONE, TWO { @Override int f() { return 2; } }; int f() { return 1; } }
                sealed interface Shape<T extends Comparable<T> & Runnable> permits Dot {}
                record Dot<T extends Comparable<T> & Runnable>(T t, int... n) implements Shape<T> {
                    static int count;
                    static { count++; }
                    Dot { if (n == null) throw new NullPointerException(); }
                }
                class Inner { class Deeper { int x = A.this.hashCode(); } }
                int[][] grid = {{1}, {2, 3}};
                Runnable both = (Runnable & java.io.Serializable) () -> {};
                @Contextless <T> int a(Object o, T... many) throws Exception {
                    int[] copy = grid[0].clone();
                    copy[0] += switch (o) {
                        case Kind k when k == Kind.ONE -> k.f();
                        case Dot<?>(var t, int[] n) -> n.length;
                        case null, default -> 0;
                    };
                    java.util.function.IntFunction<int[]> make = int[]::new;
                    java.util.function.Function<Object, String> text = Object::toString;
                    Inner.Deeper deeper = new Inner().new Deeper();
                    label:
                    for (int i = 0; i < make.apply(3).length; i++) {
                        synchronized (this) { if (i == 2) break label; }
                    }
                    assert deeper.x > 0 : text.apply(o);
                    try { throw new Exception(); } catch (IllegalStateException | Error e) { throw e; }
                }
                """
                        .replace("@Contextless <T>", "@SafeVarargs @Contextless final <T>"));
    }
}
