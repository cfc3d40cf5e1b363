package dev.mayfly.alloc;

import dev.mayfly.memory.Malloc;
import dev.mayfly.memory.Memory;

import java.util.Set;

/**
 * The system's malloc as an allocator, for any thread: stateless, one for the whole process.
 *
 * <p>Pick it where the block must be malloc's, because LWJGL or a C library frees it, and as the
 * allocator below another. What your own code frees is better in a {@link GeneralAllocator}, which
 * is several times as fast and finds wrong frees.
 *
 * <p><b>Features:</b> free in any order without knowing the size, resize. No {@code freeAll}, no
 * {@code query}, no statistics: it keeps no books at all. Wrap it in a {@link LimitAllocator} to
 * count.
 *
 * <p><b>Design:</b> LWJGL's {@code MemoryUtil}, mimalloc by default. A block may be freed by
 * LWJGL's own {@code nmemFree} too.
 *
 * <p><b>Cost:</b> a pair of allocation and free is 15 to 20 ns, most of it the way into native code
 * and back. No Java garbage.
 *
 * <p><b>Errors:</b> freeing a block twice, or one that is not malloc's, is not detected: it
 * corrupts the heap, as in C.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block was freed. Closing
 * does nothing.
 *
 * <p><b>Thread:</b> any.
 */
public final class HeapAllocator implements Allocator {

    /** The only one there is; a constant, so that the JIT compiler folds it away. */
    public static final HeapAllocator INSTANCE = new HeapAllocator();

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.REUSE,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.THREAD_SAFE);

    private HeapAllocator() {}

    @Override
    public long alloc(long size, long alignment) {
        Requests.check(size, alignment);
        return size == 0 ? NULL : checked(Malloc.allocateZeroed(size, alignment), size, alignment);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Requests.check(size, alignment);
        return size == 0 ? NULL : checked(Malloc.allocate(size, alignment), size, alignment);
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        if (newSize == 0) {
            Malloc.free(address);
            return NULL;
        }
        return checked(Malloc.resize(address, oldSize, newSize, alignment), newSize, alignment);
    }

    @Override
    public void free(long address, long size) {
        if (address != NULL) {
            Malloc.free(address);
        }
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    public String toString() {
        return "HeapAllocator";
    }

    private static long checked(long address, long size, long alignment) {
        if (address == Memory.NULL) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "malloc has no %d bytes at alignment %d".formatted(size, alignment));
        }
        return address;
    }
}
