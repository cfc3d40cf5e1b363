package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.slab.SizeClasses;
import dev.mayfly.context.Context;
import dev.mayfly.context.Contextless;
import dev.mayfly.memory.HeapFront;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.MemoryUtil.MemoryAllocator;

/**
 * Lets the context decide over memory that LWJGL and the native libraries under it allocate.
 *
 * <p>Installed once, before LWJGL is first used,
 *
 * {@snippet file="dev/mayfly/snippets/LwjglSnippets.java" region="install"}
 *
 * or with an option of the JVM, {@code
 * -Dorg.lwjgl.system.allocator=dev.mayfly.lwjgl.ContextMemoryAllocator}, it sends whatever is
 * allocated through LWJGL's allocator to the current context's general allocator: {@code memAlloc}
 * and its family, structs, and what stb, NanoVG, spng and the other libraries allocate that LWJGL
 * gives its allocator to. On threads without a context, native ones too, it comes from the heap, as
 * without.
 *
 * {@snippet file="dev/mayfly/snippets/LwjglSnippets.java" region="use"}
 *
 * <p><b>Features:</b> LWJGL's whole interface. A block goes back to whoever made it, whichever
 * context is current and whichever thread frees it, and is resized there:
 *
 * <table>
 * <caption>What becomes of a block</caption>
 * <thead>
 * <tr><th scope="col">made by</th><th scope="col">{@code memFree}</th><th
 * scope="col">{@code memRealloc}</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>the heap</td><td>the heap frees it</td><td>the heap resizes it, inside overrides
 * too</td></tr>
 * <tr><td>{@link FrameArena}, {@link FixedBufferAllocator}, also behind another</td><td>nothing,
 * however often and however late: also after {@code freeAll}, and after {@code close} until
 * somebody else gets the addresses</td><td>the arena resizes it on the thread that allocated there
 * last; on another it moves to the heap</td></tr>
 * <tr><td>{@link GeneralAllocator}, a region, any other for all threads</td><td>that frees
 * it</td><td>that resizes it</td></tr>
 * <tr><td>an allocator for one thread</td><td>on the thread that allocated there last, that frees
 * it; on another thread it stays, until the allocator's own {@code freeAll} or {@code close}, and
 * is told in a line: put a {@code SynchronizedAllocator} in front</td><td>the same; on another
 * thread it moves to the heap</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Of no memory it returns NULL, as malloc does, and says on {@code System.err}, once for each
 * allocator, whose memory ran out; {@link #takeFailure} has what was thrown. A {@code realloc} to 0
 * bytes frees and returns NULL. A free of NULL does nothing. Other faults, such as a double free,
 * are thrown to Java code. Nothing that is thrown goes into native code: that gets NULL, or is let
 * go on, and it is told in a line.
 *
 * <p><b>Design:</b> the address alone tells who made a block, by a table over all addresses; the
 * block is not read, so a block of an arena that is long gone can be freed. In an arena there are
 * 16 bytes in front of each block, which tell its size to {@code realloc}. What allocators of
 * Mayfly's themselves have from malloc comes from the heap behind this one.
 *
 * <p><b>Together with others:</b> what {@code org.lwjgl.system.allocator} named before {@link
 * #install}, or {@code -Dmayfly.lwjgl.heap} names, is the heap. So {@code
 * -Dmayfly.lwjgl.heap=dev.mayfly.lwjgl.TrackingMemoryAllocator} tracks what goes to the heap; the
 * rest is tracked where its allocator is, by a {@code TrackingAllocator} around it, or in a debug
 * build, whose default allocator is tracked. LWJGL's own debug allocator does not know that an
 * arena frees: it stops the program when an address comes again that was not given to {@code
 * memFree}.
 *
 * <p><b>Mind</b> what lives longer than the override: a library's object that is made inside lives
 * in the override's allocator, and so does the table that LWJGL makes once when OpenGL is first
 * used; do that outside. LWJGL 3.4.3 builds LZ4 and Zstd with the C library's malloc; they ask the
 * context where they are given an {@code LZ4FCustomMem} or a {@code ZSTDCustomMem} over {@code
 * nmemAlloc} and {@code nmemFree}.
 *
 * <p><b>Cost:</b> a pair of {@code memAlloc} and {@code memFree} takes about a nanosecond more than
 * without on a thread that has no context, and with a general allocator; in an arena a third of
 * what the heap takes. No Java garbage. Where a native library allocates, the way from C into Java
 * comes on top, about 20 ns. Allocators other than those above, and blocks of more than 32 KiB of a
 * general one, take a lock. <b>Lifetime:</b> until the process ends. <b>Thread:</b> any, native
 * threads included.
 */
public final class ContextMemoryAllocator extends CalledFromC implements HeapFront {

    /** What names the heap. */
    static final String HEAP = "mayfly.lwjgl.heap";

    /** Above it no system has memory, and adding to it cannot overflow: bytes. */
    private static final long MOST = 1L << 48;

    private static final long ALIGNMENT = ArenaBlocks.ALIGNMENT;

    /**
     * The allocator that the thread is in and that may itself allocate through LWJGL. What it
     * allocates there comes from the heap, and what it frees goes there.
     */
    private static final ThreadLocal<@Nullable Allocator> INSIDE = new ThreadLocal<>();

    private static final ThreadLocal<@Nullable Throwable> FAILURE = new ThreadLocal<>();

    private static final Complaints COMPLAINTS = new Complaints(System.err);

    private final MemoryAllocator heap;
    private final Makers makers = new Makers();

    /** For LWJGL, which makes it when {@code org.lwjgl.system.allocator} names it. */
    public ContextMemoryAllocator() {
        this(System.getProperty(HEAP));
    }

    private ContextMemoryAllocator(@Nullable Object heap) {
        try {
            this.heap = HeapModules.named(heap);
        } catch (RuntimeException failed) {
            // LWJGL takes another allocator then, and says nothing.
            COMPLAINTS.say("install", "the context does not decide over LWJGL's memory: " + failed);
            throw failed;
        }
        if (Configuration.DEBUG_MEMORY_ALLOCATOR.get(false)) {
            COMPLAINTS.say(
                    "debug",
                    "LWJGL's debug allocator does not know that arenas free, and stops the program"
                        + " when an address comes again: switch org.lwjgl.util.DebugAllocator off,"
                        + " and name -Dmayfly.lwjgl.heap=dev.mayfly.lwjgl.TrackingMemoryAllocator"
                        + " to find leaks");
        }
    }

    /**
     * Makes LWJGL use this, with the allocator that it would have used as the heap. Call it first
     * thing in {@code main}. Where it is installed already, it does nothing.
     *
     * @throws IllegalStateException if LWJGL has chosen its allocator already
     * @throws IllegalArgumentException if {@code org.lwjgl.system.allocator} or {@code
     *     mayfly.lwjgl.heap} names no allocator
     */
    @Contextless
    public static synchronized void install() {
        Object before = Configuration.MEMORY_ALLOCATOR.get();
        if (!isNamed(before)) {
            String heap = System.getProperty(HEAP);
            Configuration.MEMORY_ALLOCATOR.set(
                    new ContextMemoryAllocator(heap == null ? before : heap));
        }
        // Has LWJGL choose now, if it has not.
        MemoryAllocator chosen = MemoryUtil.getAllocator();
        if (!(chosen instanceof ContextMemoryAllocator)) {
            Configuration.MEMORY_ALLOCATOR.set(before);
            throw new IllegalStateException(
                    "LWJGL has chosen its allocator already, %s: call ContextMemoryAllocator.install() before anything else of LWJGL, first thing in main, or start with -Dorg.lwjgl.system.allocator=%s"
                            .formatted(
                                    chosen.getClass().getName(),
                                    ContextMemoryAllocator.class.getName()));
        }
    }

    private static boolean isNamed(@Nullable Object configured) {
        return configured instanceof ContextMemoryAllocator
                || ContextMemoryAllocator.class.getName().equals(configured);
    }

    /**
     * Whether LWJGL uses this. Has LWJGL choose its allocator, if it has not.
     *
     * @return whether the context decides over LWJGL's memory
     */
    @Contextless
    public static boolean isInstalled() {
        return MemoryUtil.getAllocator() instanceof ContextMemoryAllocator;
    }

    /**
     * Why an allocation or a free failed: what was last thrown on this thread by an allocator that
     * was asked through LWJGL, by Java or by a native library. It is forgotten with this.
     *
     * @return what was thrown, in most cases a {@link MemoryException}; null if nothing was since
     *     the last time
     */
    @Contextless
    public static @Nullable Throwable takeFailure() {
        Throwable failure = FAILURE.get();
        FAILURE.remove();
        return failure;
    }

    @Override
    public MemoryAllocator heap() {
        return heap;
    }

    // Java

    @Override
    public long malloc(long size) {
        Context context = Context.currentOrNull();
        if (context == null) {
            return fromHeap(heap.malloc(size));
        }
        Allocator allocator = context.allocator();
        if (allocator instanceof FrameArena arena && Long.compareUnsigned(size, MOST) < 0) {
            return inArena(arena, size, false);
        }
        if (allocator instanceof GeneralAllocator general && isSmall(size)) {
            return inSlab(general, size, false);
        }
        return elsewhere(allocator, size, ALIGNMENT, false);
    }

    @Override
    public long calloc(long num, long size) {
        Context context = Context.currentOrNull();
        if (context == null) {
            return fromHeap(heap.calloc(num, size));
        }
        if ((num | size) < 0 || Math.multiplyHigh(num, size) != 0 || num * size < 0) {
            return Memory.NULL;
        }
        long all = num * size;
        Allocator allocator = context.allocator();
        if (allocator instanceof FrameArena arena && Long.compareUnsigned(all, MOST) < 0) {
            return inArena(arena, all, true);
        }
        if (allocator instanceof GeneralAllocator general && isSmall(all)) {
            return inSlab(general, all, true);
        }
        return elsewhere(allocator, all, ALIGNMENT, true);
    }

    @Override
    public long aligned_alloc(long alignment, long size) {
        Context context = Context.currentOrNull();
        if (context == null) {
            return fromHeap(heap.aligned_alloc(alignment, size));
        }
        if (alignment <= 0 || alignment > MOST || (alignment & (alignment - 1)) != 0) {
            return Memory.NULL;
        }
        return elsewhere(context.allocator(), size, Math.max(alignment, ALIGNMENT), false);
    }

    @Override
    public void free(long ptr) {
        Maker known = makers.at(ptr);
        if (known == Maker.HEAP) {
            heap.free(ptr);
        } else if (known.kind == Maker.Kind.SLABS) {
            freeInSlab(known, ptr);
        } else if (known.kind != Maker.Kind.ARENA || !known.covers(ptr)) {
            freeSlowly(ptr);
        }
    }

    private void freeSlowly(long address) {
        Maker maker = maker(address);
        if (maker == Maker.HEAP) {
            heap.free(address);
        } else {
            freeIn(maker, address);
        }
    }

    @Override
    public void aligned_free(long ptr) {
        Maker maker = maker(ptr);
        if (maker == Maker.HEAP) {
            heap.aligned_free(ptr);
        } else {
            freeIn(maker, ptr);
        }
    }

    @Override
    public long realloc(long ptr, long size) {
        if (ptr == Memory.NULL) {
            return malloc(size);
        }
        Maker maker = maker(ptr);
        if (maker == Maker.HEAP) {
            return fromHeap(heap.realloc(ptr, size));
        }
        if (size == 0) {
            freeIn(maker, ptr);
            return Memory.NULL;
        }
        if (size < 0 || size > MOST) {
            return Memory.NULL;
        }
        return resizeIn(maker, ptr, size);
    }

    /** Who made a block; the heap for an allocator that takes its own back. */
    private Maker maker(long address) {
        Maker maker = makers.of(address);
        if (maker.kind == Maker.Kind.BLOCKS) {
            Allocator inside = INSIDE.get();
            if (inside != null && maker.isOf(inside)) {
                return Maker.HEAP;
            }
        }
        return maker;
    }

    // The heap

    /** Whatever was known of the address is no more. */
    private long fromHeap(long address) {
        if (makers.at(address) != Maker.HEAP) {
            makers.handedOutByHeap(address);
        }
        return address;
    }

    // Arenas

    private long inArena(FrameArena arena, long size, boolean zeroed) {
        long address;
        try {
            long all = Math.max(size, 1) + ArenaBlocks.HEADER;
            long made = zeroed ? arena.alloc(all, ALIGNMENT) : arena.allocNonZeroed(all, ALIGNMENT);
            address = made + ArenaBlocks.HEADER;
        } catch (MemoryException refused) {
            return nullIfNoMemory(arena, refused);
        }
        ArenaBlocks.write(address, size, ArenaBlocks.HEADER);
        Maker known = makers.at(address);
        if (!known.isOf(arena) || !known.wasMine()) {
            note(arena, address, size, false);
        }
        return address;
    }

    // General allocators

    /** Whether a general allocator has slabs for a size. */
    private static boolean isSmall(long size) {
        return size >= 0 && SizeClasses.isSmall(size);
    }

    private long inSlab(GeneralAllocator general, long size, boolean zeroed) {
        long address;
        try {
            long all = Math.max(size, 1);
            address =
                    zeroed ? general.alloc(all, ALIGNMENT) : general.allocNonZeroed(all, ALIGNMENT);
        } catch (MemoryException refused) {
            return nullIfNoMemory(general, refused);
        }
        Maker known = makers.at(address);
        if (!known.isOf(general)) {
            note(general, address, size, false);
        }
        return address;
    }

    private static void freeInSlab(Maker maker, long address) {
        if (maker.allocator() instanceof GeneralAllocator general) {
            general.free(address);
        }
    }

    // Everybody

    private long elsewhere(Allocator allocator, long size, long alignment, boolean zeroed) {
        if (size < 0 || size > MOST) {
            return Memory.NULL;
        }
        if (allocator == HeapAllocator.INSTANCE || INSIDE.get() != null) {
            return inHeap(size, alignment, zeroed);
        }
        Allocator identity = Maker.identity(allocator);
        boolean arena = identity instanceof FrameArena || identity instanceof FixedBufferAllocator;
        long wanted = Math.max(size, 1);
        long gap = arena ? ArenaBlocks.gap(alignment) : 0;
        long address;
        Allocator outer = INSIDE.get();
        INSIDE.set(allocator);
        try {
            long made =
                    zeroed
                            ? allocator.alloc(wanted + gap, alignment)
                            : allocator.allocNonZeroed(wanted + gap, alignment);
            address = made + gap;
        } catch (MemoryException refused) {
            return nullIfNoMemory(allocator, refused);
        } finally {
            INSIDE.set(outer);
        }
        if (arena) {
            ArenaBlocks.write(address, size, gap);
        }
        boolean large =
                identity instanceof GeneralAllocator
                        && !SizeClasses.isSmall(wanted + (alignment - 1) & -alignment);
        note(identity, address, wanted, large);
        return address;
    }

    private long inHeap(long size, long alignment, boolean zeroed) {
        if (alignment > ALIGNMENT) {
            return fromHeap(heap.aligned_alloc(alignment, size));
        }
        return fromHeap(zeroed ? heap.calloc(1, size) : heap.malloc(size));
    }

    private void note(Allocator identity, long address, long size, boolean large) {
        Maker maker = makers.maker(identity, large);
        maker.nowMine();
        makers.handedOut(maker, address, size);
    }

    private void freeIn(Maker maker, long address) {
        if (maker.kind == Maker.Kind.ARENA) {
            return;
        }
        Allocator allocator = maker.allocator();
        if (maker.kind == Maker.Kind.SLABS) {
            freeInSlab(maker, address);
            return;
        }
        if (allocator == null || !maker.frees()) {
            return;
        }
        if (!maker.isMine()) {
            tellThatItStays(allocator, "freed");
            return;
        }
        long size = makers.size(address);
        Allocator outer = INSIDE.get();
        INSIDE.set(allocator);
        try {
            allocator.free(address, size);
        } finally {
            INSIDE.set(outer);
        }
    }

    private static void tellThatItStays(Allocator allocator, String what) {
        COMPLAINTS.say(
                "thread " + allocator,
                "a block of %s was %s by thread \"%s\", but that allocator is for one thread, another one; the block stays until the allocator's freeAll: put a SynchronizedAllocator in front, or use a GeneralAllocator"
                        .formatted(allocator, what, Thread.currentThread().getName()));
    }

    private long resizeIn(Maker maker, long address, long size) {
        Allocator allocator = maker.allocator();
        if (allocator == null) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "the block at 0x%x is to be resized, but nobody has its allocator any more: keep one as long as its blocks are used"
                            .formatted(address));
        }
        try {
            return switch (maker.kind) {
                case ARENA -> resizeInArena(maker, allocator, address, size);
                case SLABS -> {
                    long room = allocator.query(address).size();
                    long moved = allocator.resizeNonZeroed(address, room, size, ALIGNMENT);
                    note(allocator, moved, size, !isSmall(size));
                    yield moved;
                }
                case BLOCKS -> resizeBlock(maker, allocator, address, size);
                case HEAP, SEVERAL -> throw new AssertionError("not a maker: " + maker.kind);
            };
        } catch (MemoryException refused) {
            return nullIfNoMemory(allocator, refused);
        }
    }

    private long resizeInArena(Maker maker, Allocator arena, long address, long size) {
        // Readable then.
        arena.query(address);
        if (!ArenaBlocks.isBlock(address)) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "no block of %s begins at 0x%x, or somebody wrote in front of it: it was freed before, perhaps by freeAll"
                            .formatted(arena, address));
        }
        long old = ArenaBlocks.size(address);
        if (!maker.isMine()) {
            return moveToHeap(address, old, size);
        }
        long gap = ArenaBlocks.gapOf(address);
        long oldSize = Math.max(old, 1) + gap;
        long moved =
                arena.resizeNonZeroed(address - gap, oldSize, size + gap, Math.max(gap, ALIGNMENT))
                        + gap;
        ArenaBlocks.write(moved, size, gap);
        note(arena, moved, size, false);
        return moved;
    }

    private long resizeBlock(Maker maker, Allocator allocator, long address, long size) {
        long old = makers.size(address);
        if (!maker.isMine() || !maker.frees()) {
            if (maker.frees()) {
                tellThatItStays(allocator, "resized");
            }
            return moveToHeap(address, old, size);
        }
        long moved;
        Allocator outer = INSIDE.get();
        INSIDE.set(allocator);
        try {
            moved = allocator.resizeNonZeroed(address, old, size, ALIGNMENT);
        } finally {
            INSIDE.set(outer);
        }
        note(allocator, moved, size, allocator instanceof GeneralAllocator && !isSmall(size));
        return moved;
    }

    private long moveToHeap(long address, long oldSize, long size) {
        long moved = fromHeap(heap.malloc(size));
        if (moved != Memory.NULL) {
            Memory.copy(address, moved, Math.min(oldSize, size));
        }
        return moved;
    }

    private static long nullIfNoMemory(Allocator allocator, MemoryException refused) {
        FAILURE.set(refused);
        return switch (refused.error()) {
            case OUT_OF_MEMORY, FRAGMENTATION, BUFFER_TOO_LARGE -> {
                COMPLAINTS.say(
                        "memory " + allocator,
                        "an allocation through LWJGL gets NULL: " + refused.getMessage());
                yield Memory.NULL;
            }
            default -> throw refused;
        };
    }

    // C

    @Override
    void failed(Throwable thrown) {
        FAILURE.set(thrown);
        COMPLAINTS.say(
                "native " + thrown.getClass(),
                "malloc or free called from native code failed, which goes on: " + thrown);
    }
}
