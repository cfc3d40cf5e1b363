package dev.mayfly.alloc;

import java.util.Set;

/**
 * An allocator that has no memory, for any thread: stateless, one for the whole process.
 *
 * <p>Pick it where an allocator must be named and none is meant to be used: a field before it is
 * set, a collection that must not grow, a test of what happens without memory. It says no in the
 * way that every allocator says no; {@link PanicAllocator} says it so that nobody overhears it.
 * After Odin's {@code nil_allocator}.
 *
 * <p><b>Features:</b> all calls are there and know that there are no blocks: {@code freeAll} has
 * nothing to do; any address but {@link #NULL} is {@link MemoryError#INVALID_POINTER} to {@code
 * free}, {@code resize} and {@code query}. {@link Feature#ALLOC} is not offered.
 *
 * <p><b>Design:</b> a buffer of 0 bytes, so that every request for more is {@link
 * MemoryError#BUFFER_TOO_LARGE}.
 *
 * <p><b>Cost:</b> that of an exception.
 *
 * <p><b>Lifetime:</b> for ever; closing does nothing.
 *
 * <p><b>Thread:</b> any.
 */
public final class NilAllocator implements Allocator {

    /** The only one there is; a constant, so that the JIT compiler folds it away. */
    public static final NilAllocator INSTANCE = new NilAllocator();

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.FREE,
                    Feature.FREE_ALL,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.QUERY,
                    Feature.THREAD_SAFE);

    private NilAllocator() {}

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Requests.check(size, alignment);
        if (size == 0) {
            return NULL;
        }
        throw new MemoryException(
                MemoryError.BUFFER_TOO_LARGE,
                "%s holds 0 bytes, never %d at alignment %d: pass an allocator that has memory, such as HeapAllocator.INSTANCE"
                        .formatted(this, size, alignment));
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        throw notMine(address);
    }

    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        throw notMine(address);
    }

    /** Does nothing: there are no blocks. */
    @Override
    public void freeAll() {}

    @Override
    public AllocationInfo query(long address) {
        throw notMine(address);
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    public String toString() {
        return "NilAllocator";
    }

    private MemoryException notMine(long address) {
        return new MemoryException(
                MemoryError.INVALID_POINTER,
                "0x%x is not of %s, which hands out nothing: pass it to the allocator that made it"
                        .formatted(address, this));
    }
}
