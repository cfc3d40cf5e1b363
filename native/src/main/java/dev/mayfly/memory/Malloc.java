package dev.mayfly.memory;

import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.MemoryUtil.MemoryAllocator;
import org.lwjgl.system.Platform;

/**
 * Blocks of any size from LWJGL's allocator: mimalloc where its module is there, as it is with
 * Mayfly, or what {@code org.lwjgl.system.allocator} names. Where a {@link HeapFront} is installed,
 * from the heap behind it.
 *
 * <p>A block is freed here whatever its alignment was. Failure is {@link Memory#NULL}, never an
 * exception. Any thread may call and free another thread's block. A pair of allocation and free
 * costs about 15 ns, most of it the way into native code.
 */
public final class Malloc {

    /** What every malloc promises on the 64-bit systems that Mayfly runs on: bytes. */
    private static final long NATURAL_ALIGNMENT = 16;

    /** What mimalloc and jemalloc promise for blocks of less than 16 bytes: bytes. */
    private static final long SMALL_ALIGNMENT = 8;

    /**
     * Whether one and the same function frees aligned and plain blocks. It does in mimalloc,
     * rpmalloc, jemalloc and every POSIX libc; Microsoft's C library wants {@code _aligned_free}
     * for what {@code _aligned_malloc} made.
     */
    private static final boolean ONE_FREE = Platform.get() != Platform.WINDOWS;

    private static final MemoryAllocator HEAP = heap();

    private Malloc() {}

    /** Whom LWJGL asks, unless that would ask Mayfly in turn. */
    private static MemoryAllocator heap() {
        return MemoryUtil.getAllocator() instanceof HeapFront front
                ? front.heap()
                : MemoryUtil.getAllocator(true);
    }

    /** Whether plain malloc gives this alignment and plain free takes the block back. */
    private static boolean isNatural(long size, long alignment) {
        return ONE_FREE
                && alignment <= (size < NATURAL_ALIGNMENT ? SMALL_ALIGNMENT : NATURAL_ALIGNMENT);
    }

    /**
     * Allocates without touching the memory.
     *
     * @param size bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block, its contents undefined; {@link Memory#NULL} if there is no memory for it
     */
    public static long allocate(long size, long alignment) {
        if (isNatural(size, alignment)) {
            return HEAP.malloc(size);
        }
        // C11 wants a size that is a multiple of the alignment.
        long rounded = (size + (alignment - 1)) & -alignment;
        return HEAP.aligned_alloc(Math.max(alignment, Long.BYTES), rounded);
    }

    /**
     * Allocates zeroed memory.
     *
     * @param size bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block, every byte 0; {@link Memory#NULL} if there is no memory for it
     */
    public static long allocateZeroed(long size, long alignment) {
        if (isNatural(size, alignment)) {
            // calloc knows which pages are fresh from the system and need no zeroing.
            return HEAP.calloc(1, size);
        }
        long address = allocate(size, alignment);
        if (address != Memory.NULL) {
            Memory.zero(address, size);
        }
        return address;
    }

    /**
     * Grows or shrinks a block, moving it if it must.
     *
     * @param address the block, not {@link Memory#NULL}
     * @param oldSize its size in bytes
     * @param newSize bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block at its new place, bytes past the old size undefined; {@link Memory#NULL} if
     *     there is no memory for it, the old block then being as it was
     */
    public static long resize(long address, long oldSize, long newSize, long alignment) {
        if (isNatural(newSize, alignment)) {
            return HEAP.realloc(address, newSize);
        }
        long moved = allocate(newSize, alignment);
        if (moved != Memory.NULL) {
            Memory.copy(address, moved, Math.min(oldSize, newSize));
            free(address);
        }
        return moved;
    }

    /**
     * Frees a block.
     *
     * @param address what a method of this class returned; {@link Memory#NULL} does nothing
     */
    public static void free(long address) {
        if (ONE_FREE) {
            HEAP.free(address);
        } else {
            HEAP.aligned_free(address);
        }
    }
}
