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
 * <p><b>Cost:</b> a read is about two nanoseconds, opening and closing a scope about eight. Neither
 * makes Java garbage.
 *
 * <p>The idea, and the division into a general and a temporary allocator, are the Odin language's.
 */
public final class Context {

    private static final ThreadLocal<@Nullable Context> CURRENT = new ThreadLocal<>();

    final Thread thread = Thread.currentThread();
    final Scopes scopes = new Scopes(this);

    Allocator allocator;
    Allocator tempAllocator;
    @Nullable Object userData;
    long userIndex;

    private NativeContext[] natives = {};

    Context(Allocator allocator, Allocator tempAllocator) {
        this.allocator = requireNonNull(allocator, "allocator");
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
        Context context = CURRENT.get();
        if (context == null) {
            throw new NoContextException(Thread.currentThread());
        }
        return context;
    }

    /**
     * Whether {@link #current()} would succeed.
     *
     * @return whether the calling thread has a context
     */
    @Contextless
    public static boolean isPresent() {
        return CURRENT.get() != null;
    }

    /**
     * {@link #current()} where none is no mistake: for code that serves threads with a context and
     * threads without.
     *
     * @return the context, which is this thread's alone; null if it has none
     */
    @Contextless
    public static @Nullable Context currentOrNull() {
        return CURRENT.get();
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
        Scope scope = context.scopes.open(Scope.Slot.ALLOCATOR);
        context.allocator = allocator;
        return scope;
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
        Scope scope = context.scopes.open(Scope.Slot.TEMP_ALLOCATOR);
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
        Scope scope = context.scopes.open(Scope.Slot.USER);
        context.userData = data;
        context.userIndex = index;
        return scope;
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
        opened.opened(CURRENT.get());
        CURRENT.set(opened.context());
        return opened;
    }

    /** Puts back what was there before an open context. */
    static void restore(@Nullable Context before) {
        // Not removed where it was nothing: to come again would make garbage.
        CURRENT.set(before);
    }

    /** Makes it as new, for a thread's next default context. */
    void reset(Allocator newAllocator, Allocator newTempAllocator) {
        allocator = newAllocator;
        tempAllocator = newTempAllocator;
        userData = null;
        userIndex = 0;
    }

    static boolean isCurrent(Context context) {
        return CURRENT.get() == context;
    }

    /**
     * The general allocator: for what lives longer than the tick.
     *
     * @return whoever the innermost scope named
     */
    public Allocator allocator() {
        return allocator;
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
        int depth = scopes.depth();
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
        return scopes.depth();
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
        scopes.checkDepth(expected, what);
    }
}
