package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeLayout;
import dev.mayfly.memory.NativeProcedure;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * An allocator as native code sees it: the {@code mayfly_allocator} of {@code mayfly.h}, a
 * procedure and what it works on. {@code Context.toNative()} gives C the two that a context has;
 * this gives it any other.
 *
 * <p><b>Design:</b> there is one procedure, and {@link #data()} tells it which allocator is meant.
 * Where that is a {@link FrameArena} or a {@link FixedBufferAllocator}, its cursor is lent to C
 * with it, and C allocates without a call. Whoever needs the arena next takes the cursor back: Java
 * by its first use of the arena, C by its next call. So each finds the arena exactly as the other
 * left it, also where calls from Java into C and from C into Java nest. A debug build lends
 * nothing: there every call of C's is checked in Java.
 *
 * <p><b>Cost:</b> an allocation that C has to ask for takes some tens of nanoseconds, and no Java
 * garbage. Lending and taking back are a few stores. An allocator that C has seen takes 48 bytes of
 * native memory, which are used again after it is gone.
 *
 * <p><b>Lifetime:</b> C may keep what it was given while the allocator is reachable in Java. It
 * does not keep it reachable.
 *
 * <p><b>Thread:</b> as the allocator's. What was thrown is remembered for the thread that called
 * from C.
 */
public final class NativeAllocator {

    private static final long CURSOR = NativeLayout.offset(NativeLayout.WINDOW, "cursor");
    private static final long CLEAN = NativeLayout.offset(NativeLayout.WINDOW, "clean");
    private static final long LIMIT = NativeLayout.offset(NativeLayout.WINDOW, "limit");
    private static final long FLOOR = NativeLayout.offset(NativeLayout.WINDOW, "floor");
    private static final long HIGHEST = NativeLayout.offset(NativeLayout.WINDOW, "highest");
    private static final long ID = NativeLayout.offset(NativeLayout.WINDOW, "id");

    private static final long PROCEDURE = NativeProcedure.of(NativeCalls::call);

    private static final NativeAllocator[] NONE = {};

    /** By number; grows under the lock of the class. */
    private static volatile NativeAllocator[] all = NONE;

    private final long window;

    /** Weak, so that what C has seen is collected like anything else. */
    private final WeakReference<Allocator> allocator;

    private NativeAllocator(long window, Allocator allocator) {
        this.window = window;
        this.allocator = new WeakReference<>(allocator);
    }

    /**
     * An allocator's native face. It is looked for among all that there are, so keep it where it is
     * asked for often.
     *
     * @param allocator any
     * @return always the same while the allocator is reachable
     */
    public static NativeAllocator of(Allocator allocator) {
        if (allocator instanceof BumpAllocator bump) {
            NativeAllocator known = bump.inNative;
            return known != null ? known : bump.makeNative();
        }
        return find(allocator);
    }

    static synchronized NativeAllocator find(Allocator allocator) {
        int free = all.length;
        for (int i = 0; i < all.length; i++) {
            if (all[i].isOf(allocator)) {
                return all[i];
            }
            if (all[i].isGone()) {
                free = i;
            }
        }
        long window = free < all.length ? all[free].window : newWindow();
        clear(window);
        Memory.putLong(window + ID, free);
        NativeAllocator fresh = new NativeAllocator(window, allocator);
        // The array is replaced and not written to: readers take no lock.
        NativeAllocator[] more = Arrays.copyOf(all, Math.max(all.length, free + 1));
        more[free] = fresh;
        all = more;
        return fresh;
    }

    private static long newWindow() {
        return Arena.global().allocate(NativeLayout.WINDOW).address();
    }

    private static void clear(long window) {
        Memory.zero(window, NativeLayout.WINDOW.byteSize());
    }

    private boolean isGone() {
        return allocator.refersTo(null);
    }

    /**
     * Whether this is the face of an allocator.
     *
     * @param asked any
     * @return whether {@link #of} of it gives this
     */
    public boolean isOf(Allocator asked) {
        return allocator.refersTo(asked);
    }

    /**
     * What C is to be given beside {@link #procedure()}. An arena lends its cursor with it.
     *
     * @return the address of a {@code mayfly_window}, the same at every call
     */
    public long data() {
        if (allocator.get() instanceof BumpAllocator arena) {
            arena.lend();
        }
        return window;
    }

    /**
     * What C calls, whichever allocator it is.
     *
     * @return the address of a {@code mayfly_procedure}
     */
    public static long procedure() {
        return PROCEDURE;
    }

    /**
     * Why a call of C's failed: what was last thrown on this thread by an allocator that C had
     * called. It is forgotten with this.
     *
     * @return what was thrown, in most cases a {@link MemoryException}; null if nothing was since
     *     the last time
     */
    public static @Nullable Throwable takeFailure() {
        return NativeCalls.takeFailure();
    }

    /** The allocator that C means. */
    static Allocator meantBy(long data) {
        long id = Memory.getLong(data + ID);
        Allocator found = all[(int) id].allocator.get();
        if (found == null) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "native code uses an allocator that Java has no reference to any more: keep one"
                            + " as long as native code has blocks of it");
        }
        return found;
    }

    // The window, for the arena whose it is.

    void open(long cursor, long clean, long limit, long floor) {
        Memory.putLong(window + CURSOR, cursor);
        Memory.putLong(window + CLEAN, clean);
        Memory.putLong(window + LIMIT, limit);
        Memory.putLong(window + FLOOR, floor);
        Memory.putLong(window + HIGHEST, cursor);
    }

    /** Nothing can be taken through it until it is opened again. */
    void shut() {
        Memory.putLong(window + CURSOR, 0);
        Memory.putLong(window + CLEAN, 0);
        Memory.putLong(window + LIMIT, 0);
    }

    long cursor() {
        return Memory.getLong(window + CURSOR);
    }

    /** The cursor's highest place before C moved it back. */
    long highest() {
        return Memory.getLong(window + HIGHEST);
    }
}
