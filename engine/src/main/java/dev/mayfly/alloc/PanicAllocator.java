package dev.mayfly.alloc;

import java.util.Set;

/**
 * An allocator that nobody may use, for any thread: stateless, one for the whole process.
 *
 * <p>Pick it for a scope in which nothing may allocate, as the context's allocator or as the
 * argument of a call. Whoever allocates, resizes or frees a block there throws an {@link
 * AllocationPanic}, which no {@code catch (MemoryException)} swallows and which the {@code try…}
 * calls do not turn into an answer; its message names the request and who made it. {@link
 * NilAllocator} says no in a way that can be handled. After Odin's {@code panic_allocator}.
 *
 * <p><b>Features:</b> {@code freeAll}, which has nothing to do, so that this can stand where
 * scratch is expected. Size 0 and {@link #NULL} are fine and arguments that make no sense are
 * {@link MemoryError#INVALID_ARGUMENT}, as everywhere.
 *
 * <p><b>Design:</b> nothing but checks.
 *
 * <p><b>Cost:</b> a panic walks the stack.
 *
 * <p><b>Lifetime:</b> for ever; closing does nothing.
 *
 * <p><b>Thread:</b> any.
 */
public final class PanicAllocator implements Allocator {

    /** The only one there is; a constant, so that the JIT compiler folds it away. */
    public static final PanicAllocator INSTANCE = new PanicAllocator();

    private static final Set<Feature> FEATURES = Set.of(Feature.FREE_ALL, Feature.THREAD_SAFE);

    private PanicAllocator() {}

    /**
     * Allocates nothing.
     *
     * @return {@link #NULL} for size 0
     * @throws AllocationPanic for any other size
     */
    @Override
    public long allocNonZeroed(long size, long alignment) {
        Requests.check(size, alignment);
        if (size == 0) {
            return NULL;
        }
        throw panic("allocates %d bytes at alignment %d".formatted(size, alignment));
    }

    /**
     * Resizes nothing.
     *
     * @return {@link #NULL} for no block and size 0
     * @throws AllocationPanic for anything else
     */
    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        throw panic(
                "resizes the block at 0x%x from %d to %d bytes"
                        .formatted(address, oldSize, newSize));
    }

    /**
     * Frees nothing.
     *
     * @throws AllocationPanic for any address but {@link #NULL}
     */
    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        throw panic("frees the block at 0x%x".formatted(address));
    }

    /** Does nothing: there are no blocks. */
    @Override
    public void freeAll() {}

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    public String toString() {
        return "PanicAllocator";
    }

    private AllocationPanic panic(String what) {
        return new AllocationPanic(
                "%s %s where nothing may: do it before this scope or after it, or pass another allocator than %s"
                        .formatted(Site.ofCaller(), what, this));
    }
}
