package dev.mayfly.context;

import static java.util.Objects.requireNonNull;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.NativeAllocator;
import dev.mayfly.debug.GlobalAllocator;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Who allocates where nobody says so: a thread's current general allocator, its scratch, and a slot
 * for the user.
 *
 * <p>A thread has a context only where one was opened for it, by {@code GameLoop}, {@link
 * #runDefault} or {@link #open}. A scope changes it for everything that is called inside, at any
 * depth, and closing the scope brings the old state back, also when an exception flies through:
 *
 * {@snippet file="dev/mayfly/snippets/ContextSnippets.java" region="use"}
 *
 * <p><b>Thread:</b> a context belongs to the thread it was opened on. To run code elsewhere with
 * the same allocators, take a {@link ContextSnapshot}.
 *
 * <p><b>Cost:</b> a read is about a nanosecond, opening and closing a scope about three. Neither
 * makes Java garbage.
 *
 * <p>The idea, and the division into a general and a temporary allocator, are the Odin language's.
 */
public final class Context {

    private static final int EXPECTED_DEPTH = 8;

    final Thread thread = Thread.currentThread();

    /**
     * The general allocator at every depth of scopes. Closing a scope leaves its allocator where it
     * was, so that one that brings in the same again stores no reference. Those are what costs most
     * in a long-running game, because the garbage collector wants to know of each.
     */
    private Allocator[] allocators = new Allocator[EXPECTED_DEPTH + 1];

    private int depth;
    private final Scopes scopes = new Scopes(this, EXPECTED_DEPTH);

    /** Those that change only the general allocator, at hand: one step less to each. */
    private Scope[] plain = scopes.plain();

    private int turn;

    // What few scopes change, and those remember.
    private Allocator tempAllocator;
    private @Nullable Object userData;
    private long userIndex;

    private NativeContext[] natives = {};

    Context(Allocator allocator, Allocator tempAllocator) {
        allocators[0] = requireNonNull(allocator, "allocator");
        this.tempAllocator = requireNonNull(tempAllocator, "tempAllocator");
    }

    /**
     * The calling thread's context.
     *
     * @return the context, which is this thread's alone
     * @throws NoContextException if the thread has none
     */
    @UsesContext
    public static Context current() {
        return CurrentContext.get();
    }

    /**
     * Whether {@link #current()} would succeed.
     *
     * @return whether the calling thread has a context
     */
    @Contextless
    public static boolean isPresent() {
        return CurrentContext.find() != null;
    }

    /**
     * {@link #current()} where none is no mistake: for code that serves threads with a context and
     * threads without.
     *
     * @return the context, which is this thread's alone; null if it has none
     */
    @Contextless
    public static @Nullable Context currentOrNull() {
        return CurrentContext.find();
    }

    /**
     * Makes another allocator the general one until the scope closes.
     *
     * @param allocator who allocates in the scope; it stays the caller's to close
     * @return an open scope, for try-with-resources
     * @throws NoContextException if the thread has no context
     */
    @UsesContext
    public static Scope use(Allocator allocator) {
        requireNonNull(allocator, "allocator");
        Context context = current();
        // With nothing open there is a way of its own, which knows its depth beforehand: a
        // processor
        // predicts the branch, but would wait for the depth that the last scope's end has stored.
        int depth = context.depth;
        return depth == 0 ? context.open(allocator, 0) : context.open(allocator, depth);
    }

    private Scope open(Allocator allocator, int depth) {
        put(allocator, depth + 1);
        Scope scope = plain[Scopes.index(depth, turn++)];
        scope.open(depth + 1);
        this.depth = depth + 1;
        return scope;
    }

    private void put(Allocator allocator, int depth) {
        if (depth == allocators.length) {
            makeRoom();
        }
        if (allocators[depth] != allocator) {
            allocators[depth] = allocator;
        }
    }

    private void makeRoom() {
        Allocator[] more = Arrays.copyOf(allocators, 2 * allocators.length);
        scopes.makeRoom(more.length - 1);
        plain = scopes.plain();
        allocators = more;
    }

    /**
     * Makes another allocator the scratch until the scope closes.
     *
     * @param tempAllocator who allocates scratch in the scope; it stays the caller's to close
     * @return an open scope, for try-with-resources
     * @throws NoContextException if the thread has no context
     */
    @UsesContext
    public static Scope useTemp(Allocator tempAllocator) {
        requireNonNull(tempAllocator, "tempAllocator");
        Context context = current();
        Scope scope = context.openRemembering();
        context.tempAllocator = tempAllocator;
        return scope;
    }

    /**
     * Fills the user slot until the scope closes.
     *
     * @param data anything; the context only passes it on
     * @param index any number; the context only passes it on
     * @return an open scope, for try-with-resources
     * @throws NoContextException if the thread has no context
     */
    @UsesContext
    public static Scope useUser(@Nullable Object data, long index) {
        Context context = current();
        Scope scope = context.openRemembering();
        context.setUser(data, index);
        return scope;
    }

    private Scope openRemembering() {
        put(allocator(), depth + 1);
        Scope scope = scopes.remembering(depth, turn++);
        scope.remember(tempAllocator, userData, userIndex);
        scope.open(depth + 1);
        depth++;
        return scope;
    }

    /** A scope closes: only the innermost one may, and on its own thread. */
    void closing(Scope scope) {
        int depth = this.depth;
        if (scope.depth() != depth || Thread.currentThread() != thread) {
            throw Scopes.misuse(scope, thread, depth);
        }
        this.depth = depth == 1 ? 0 : depth - 1;
    }

    /** What a scope remembered. */
    void bringBack(Allocator tempAllocator, @Nullable Object userData, long userIndex) {
        this.tempAllocator = tempAllocator;
        setUser(userData, userIndex);
    }

    /** Fills the user slot without a scope. */
    void setUser(@Nullable Object data, long index) {
        userData = data;
        userIndex = index;
    }

    /**
     * Gives the calling thread a context. A context it already has is set aside and comes back when
     * this one closes.
     *
     * @param allocator the general allocator; it stays the caller's to close
     * @param tempAllocator the scratch; it stays the caller's to close
     * @return the opened context's handle, to be closed on the same thread
     */
    @Contextless
    public static OpenContext open(Allocator allocator, Allocator tempAllocator) {
        return install(new OpenContext(new Context(allocator, tempAllocator), null));
    }

    /**
     * The general allocator of every context and loop that was told no other: {@link
     * GeneralAllocator#shared()}; in a debug build {@link GlobalAllocator#INSTANCE}, which is the
     * same one tracked.
     *
     * @return an allocator for any thread, which nobody closes
     */
    public static Allocator defaultAllocator() {
        if (BuildConfig.DEBUG) {
            return GlobalAllocator.INSTANCE;
        }
        return GeneralAllocator.shared();
    }

    /**
     * Gives the calling thread a context with defaults: {@link #defaultAllocator()} and a scratch
     * {@link FrameArena}, which is this thread's until the context closes. For callbacks on threads
     * that are not Mayfly's:
     *
     * {@snippet file="dev/mayfly/snippets/ContextSnippets.java" region="callback"}
     *
     * <p>Nobody frees this scratch before the context closes; then it is emptied, and serves the
     * next default context, of any thread. Code that runs for long calls {@code freeAll} itself.
     *
     * <p>Opening and closing takes some tens of nanoseconds and makes no Java garbage, but for the
     * thread's first, and for one inside another. A thread that ends leaves nothing behind.
     *
     * @return the opened context's handle, to be closed on the same thread
     */
    @Contextless
    public static OpenContext defaultContext() {
        return install(DefaultContext.get().open());
    }

    /**
     * Runs code in {@link #defaultContext()}.
     *
     * @param code what to run, on the calling thread
     */
    @Contextless
    public static void runDefault(Runnable code) {
        try (OpenContext _ = defaultContext()) {
            code.run();
        }
    }

    private static OpenContext install(OpenContext opened) {
        opened.opened(CurrentContext.find());
        CurrentContext.set(opened.context());
        return opened;
    }

    /** Puts back what was there before an open context. */
    static void restore(@Nullable Context before) {
        CurrentContext.set(before);
    }

    /** Makes it as new, for a thread's next default context. */
    void reset(Allocator newAllocator, Allocator newTempAllocator) {
        allocators[0] = newAllocator;
        tempAllocator = newTempAllocator;
        userData = null;
        userIndex = 0;
    }

    static boolean isCurrent(Context context) {
        return CurrentContext.find() == context;
    }

    /**
     * The general allocator: for what lives longer than the tick.
     *
     * @return whoever the innermost scope named
     */
    public Allocator allocator() {
        return allocators[depth];
    }

    /**
     * The scratch: for what dies with the tick.
     *
     * @return whoever the innermost scope named
     */
    public Allocator tempAllocator() {
        return tempAllocator;
    }

    /**
     * What {@link #useUser} put there.
     *
     * @return the user's object, or null
     */
    public @Nullable Object userData() {
        return userData;
    }

    /**
     * What {@link #useUser} put there.
     *
     * @return the user's number, 0 at first
     */
    public long userIndex() {
        return userIndex;
    }

    /**
     * The context for native code: what {@code mayfly.h} calls a {@code mayfly_context}. C that is
     * given it allocates from the same allocators, and from an arena without a call into Java:
     *
     * {@snippet file="dev/mayfly/snippets/NativeSnippets.java" region="call"}
     *
     * <p>It is a picture of now: scopes that open or close later are not in it. Call this anew for
     * every call into native code, in callbacks too; it takes some nanoseconds, a scope pays
     * nothing for it, and neither makes Java garbage. Whatever native code does with an arena, Java
     * finds it exactly as it was left, and the other way round; see {@link NativeAllocator}, which
     * also has what was thrown where native code got an error.
     *
     * <p>A user's object that is a native segment arrives as its address, any other as null.
     *
     * @return an address, good until the innermost open scope closes
     * @throws WrongThreadException if the context is another thread's
     */
    public long toNative() {
        if (Thread.currentThread() != thread) {
            throw new WrongThreadException(
                    "the Context of thread \"%s\" is asked for by thread \"%s\": native code gets that of the thread that calls it"
                            .formatted(thread.getName(), Thread.currentThread().getName()));
        }
        int depth = this.depth;
        if (depth >= natives.length) {
            makeNatives(depth);
        }
        return natives[depth].show(this);
    }

    private void makeNatives(int depth) {
        NativeContext[] more = Arrays.copyOf(natives, depth + 1);
        for (int i = natives.length; i <= depth; i++) {
            more[i] = new NativeContext();
        }
        natives = more;
    }

    /**
     * How many scopes are open.
     *
     * @return a count, 0 outside every scope
     */
    public int depth() {
        return depth;
    }

    /**
     * Closes scopes that were left open, innermost first, and says so. {@code GameLoop} calls it at
     * the end of every tick and render, with the depth from before.
     *
     * @param expected how many scopes should be open
     * @param what who should have closed them, for the message
     * @throws IllegalStateException if more were open, or fewer; they are closed when it is thrown
     */
    public void checkDepth(int expected, String what) {
        int found = depth;
        if (found == expected) {
            return;
        }
        String inside = String.valueOf(allocator());
        while (depth > expected) {
            scopes.openAt(depth).close();
        }
        throw new IllegalStateException(
                found > expected
                        ? "%s left %d Context scope(s) open, the innermost with %s as allocator: close each with try-with-resources"
                                .formatted(what, found - expected, inside)
                        : "%s closed %d Context scope(s) that it did not open"
                                .formatted(what, expected - found));
    }
}
