package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * Allocates inside a buffer that the caller owns, and never beyond it.
 *
 * <p>Pick it for memory you already have: a mapped file, a driver's buffer, a part of another
 * block. Where single blocks are to be freed, {@link StackAllocator}, {@link PoolAllocator} and
 * {@link BuddyAllocator} take a buffer too.
 *
 * <p><b>Features:</b> {@code freeAll}, save points, growing and freeing the newest block in place.
 * Freeing another block does nothing until {@code freeAll}. Sizes are not recorded.
 *
 * <p><b>Design:</b> a cursor over the buffer, as in {@link FrameArena} but without pages: full is
 * full. While the allocator is open the whole buffer is its own, also the part that is not handed
 * out yet.
 *
 * <p><b>Cost:</b> an allocation is two comparisons and a store, as in {@link FrameArena}, with no
 * Java garbage; zeroed allocation zeroes ahead of the cursor in cache-sized chunks.
 *
 * <p><b>Lifetime:</b> segments are slices of the buffer: accessible as long as it is, and from the
 * threads it allows. {@code freeAll} and {@code close} do not end them. Closing leaves the buffer
 * to its owner.
 *
 * <p><b>Thread:</b> one thread at a time.
 */
public final class FixedBufferAllocator extends BumpAllocator {

    private final MemorySegment buffer;

    /**
     * Takes over a buffer.
     *
     * @param buffer native memory that outlives the allocator
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the buffer is on the Java
     *     heap or read-only
     */
    public FixedBufferAllocator(MemorySegment buffer) {
        super(Room.checked(buffer).address(), end(buffer), end(buffer));
        this.buffer = buffer;
    }

    private static long end(MemorySegment buffer) {
        return buffer.address() + buffer.byteSize();
    }

    @Override
    long capacityEnd() {
        return end(buffer);
    }

    @Override
    long grow(long end) {
        throw new AssertionError("a buffer is usable to its end from the start");
    }

    @Override
    MemorySegment freshSegment(long address, long size) {
        return buffer.asSlice(address - base, size);
    }

    @Override
    MemorySegment segmentOf(@Nullable SavePoint openedAfter, long address, long size) {
        return address == NULL ? MemorySegment.NULL : freshSegment(address, size);
    }

    @Override
    boolean isWritable() {
        return buffer.scope().isAlive();
    }

    @Override
    String cure() {
        return "pass a larger buffer";
    }

    @Override
    public void close() {
        if (!isClosed()) {
            markClosed();
        }
    }

    @Override
    public String toString() {
        return "FixedBufferAllocator of " + buffer.byteSize() + " bytes";
    }
}
