package dev.mayfly.memory;

import org.lwjgl.system.Configuration;
import org.lwjgl.system.mimalloc.mimalloc;

/**
 * Heaps of their own, each of which can be thrown away as a whole: mimalloc's first-class heaps.
 *
 * <p>A heap is a {@code long} from {@link #create()}. Its blocks are freed one by one, or all at
 * once by {@link #destroy}. Failure is {@link Memory#NULL}, never an exception. A pair of
 * allocation and free costs about 15 ns, most of it the way into native code; a heap's birth and
 * end cost about a microsecond.
 *
 * <p>mimalloc 3 gives every thread its own part of a heap: threads may allocate from one heap at
 * the same time, and free each other's blocks. {@link #destroy} must be the only call on its heap,
 * and happen after all others.
 *
 * <p>LWJGL's choice of allocator does not matter here; mimalloc's natives must be there, as {@code
 * org.lwjgl:lwjgl-mimalloc} with the system's classifier brings them.
 */
public final class MallocHeap {

    private MallocHeap() {}

    /**
     * Makes an empty heap.
     *
     * @return the heap; {@link Memory#NULL} if there is no memory for it
     * @throws UnsupportedOperationException if mimalloc's natives are missing; the message names
     *     what to add
     */
    public static long create() {
        try {
            return mimalloc.mi_heap_new();
        } catch (LinkageError missing) {
            throw new UnsupportedOperationException(
                    "heaps need mimalloc, and its library \"%s\" cannot be loaded: add org.lwjgl:lwjgl-mimalloc with this system's natives, such as natives-linux"
                            .formatted(Configuration.MIMALLOC_LIBRARY_NAME.get("mimalloc")),
                    missing);
        }
    }

    /**
     * Frees every block of a heap, and the heap.
     *
     * @param heap a live heap, which is none from now on
     */
    public static void destroy(long heap) {
        mimalloc.mi_heap_destroy(heap);
    }

    /**
     * Allocates without touching the memory.
     *
     * @param heap a live heap
     * @param size bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block, its contents undefined; {@link Memory#NULL} if there is no memory for it
     */
    public static long allocate(long heap, long size, long alignment) {
        return isNatural(size, alignment)
                ? mimalloc.nmi_heap_malloc(heap, size)
                : mimalloc.nmi_heap_malloc_aligned(heap, size, alignment);
    }

    /**
     * Allocates zeroed memory.
     *
     * @param heap a live heap
     * @param size bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block, every byte 0; {@link Memory#NULL} if there is no memory for it
     */
    public static long allocateZeroed(long heap, long size, long alignment) {
        return isNatural(size, alignment)
                ? mimalloc.nmi_heap_zalloc(heap, size)
                : mimalloc.nmi_heap_zalloc_aligned(heap, size, alignment);
    }

    /**
     * Grows or shrinks a block, moving it if it must.
     *
     * @param heap the block's heap
     * @param address the block, not {@link Memory#NULL}
     * @param newSize bytes, more than 0
     * @param alignment bytes, a power of two
     * @return the block at its new place, bytes past the old size undefined; {@link Memory#NULL} if
     *     there is no memory for it, the old block then being as it was
     */
    public static long resize(long heap, long address, long newSize, long alignment) {
        return isNatural(newSize, alignment)
                ? mimalloc.nmi_heap_realloc(heap, address, newSize)
                : mimalloc.nmi_heap_realloc_aligned(heap, address, newSize, alignment);
    }

    /**
     * Frees a block.
     *
     * @param address a live block of any heap; {@link Memory#NULL} does nothing
     */
    public static void free(long address) {
        mimalloc.nmi_free(address);
    }

    /**
     * Whether an address is in memory that a heap allocates from. True of addresses inside blocks
     * and of freed blocks too. Costs a few nanoseconds and the way into native code.
     *
     * @param heap a live heap
     * @param address any address
     * @return whether it belongs to the heap
     */
    public static boolean contains(long heap, long address) {
        return mimalloc.nmi_heap_contains(heap, address);
    }

    /** Whether mimalloc aligns a block so without being told: 8 bytes below 16, 16 from there. */
    private static boolean isNatural(long size, long alignment) {
        return alignment <= (size < 16 ? 8 : 16);
    }
}
