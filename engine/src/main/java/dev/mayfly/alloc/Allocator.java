package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Hands out native memory. Every allocator is also an FFM {@link SegmentAllocator}.
 *
 * <p><b>Two faces, one memory.</b> The <em>raw</em> face deals in {@code long} addresses: as fast
 * as C and as careful as its user. The <em>safe</em> face, {@link #allocate(long, long)} and the
 * {@code allocateFrom} family of {@code SegmentAllocator}, deals in {@link MemorySegment}s, which
 * check bounds and, where the allocator says so, lifetime.
 *
 * <p><b>What holds for every allocator:</b>
 *
 * <ul>
 *   <li>Size 0 allocates nothing and yields {@link #NULL}; freeing {@code NULL} does nothing.
 *   <li>An alignment is a power of two. Any other, a negative size and a size that overflows are
 *       {@link MemoryError#INVALID_ARGUMENT}.
 *   <li>A call that fails leaves the allocator as it was.
 *   <li>An operation that {@link #features()} does not list fails with {@link
 *       MemoryError#NOT_IMPLEMENTED}.
 *   <li>One thread owns an allocator unless it says otherwise; debug builds check it, see {@link
 *       #handOver}.
 *   <li>Closing twice is closing once. Anything but {@code close} on a closed allocator is an
 *       {@link MemoryError#INVALID_ARGUMENT}, never a crash.
 * </ul>
 *
 * <p><b>Writing one.</b> Implement {@link #allocNonZeroed} and {@link #free}; everything else has a
 * default on top of these two, and every collection and builtin works on it. Override what can be
 * done better.
 */
public interface Allocator extends SegmentAllocator, AutoCloseable {

    /** The address that is no address. */
    long NULL = Memory.NULL;

    /**
     * For {@link #free} where the caller cannot know the size. Accepted by allocators with {@link
     * Feature#UNKNOWN_SIZE}.
     */
    long UNKNOWN_SIZE = -1L;

    /**
     * Bytes; what C's {@code malloc} promises, enough for every scalar and for a vector of four
     * floats.
     */
    long DEFAULT_ALIGNMENT = 16L;

    /**
     * Allocates zeroed memory.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0; {@link #NULL} for size 0
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    default long alloc(long size, long alignment) {
        long address = allocNonZeroed(size, alignment);
        if (address != NULL) {
            Memory.zero(address, size);
        }
        return address;
    }

    /**
     * Allocates zeroed memory at {@link #DEFAULT_ALIGNMENT}.
     *
     * @param size bytes, 0 or more
     * @return the block, every byte 0; {@link #NULL} for size 0
     * @throws MemoryException if there is no such memory or the size makes no sense
     */
    default long alloc(long size) {
        return alloc(size, DEFAULT_ALIGNMENT);
    }

    /**
     * Allocates memory that holds whatever it held before.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block; {@link #NULL} for size 0
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    long allocNonZeroed(long size, long alignment);

    /**
     * Grows or shrinks a block and zeroes what is new. Takes the block over: the old address is
     * good no longer.
     *
     * @param address the block; {@link #NULL} makes this an {@link #alloc}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 makes this a {@link #free}
     * @param alignment bytes, a power of two
     * @return the block, perhaps elsewhere, contents kept up to the smaller size; {@link #NULL} for
     *     size 0
     * @throws MemoryException if there is no such memory or the arguments make no sense; the old
     *     block is then as it was
     */
    default long resize(long address, long oldSize, long newSize, long alignment) {
        long moved = resizeNonZeroed(address, oldSize, newSize, alignment);
        if (moved != NULL) {
            long kept = address == NULL ? 0 : oldSize;
            if (newSize > kept) {
                Memory.zero(moved + kept, newSize - kept);
            }
        }
        return moved;
    }

    /**
     * Grows or shrinks a block; what is new holds whatever it held before. Takes the block over:
     * the old address is good no longer. The default allocates, copies and frees.
     *
     * @param address the block; {@link #NULL} makes this an {@link #allocNonZeroed}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes; 0 makes this a {@link #free}
     * @param alignment bytes, a power of two
     * @return the block, perhaps elsewhere, contents kept up to the smaller size; {@link #NULL} for
     *     size 0
     * @throws MemoryException if there is no such memory or the arguments make no sense; the old
     *     block is then as it was
     */
    default long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        free(address, oldSize);
        return moved;
    }

    /**
     * Gives a block back.
     *
     * @param address the block; {@link #NULL} does nothing
     * @param size the size it was requested with, bytes; {@link #UNKNOWN_SIZE} where the caller
     *     cannot know and {@link Feature#UNKNOWN_SIZE} is offered
     * @throws MemoryException if the block is not this allocator's to take
     */
    void free(long address, long size);

    /**
     * Gives every block back at once.
     *
     * @throws MemoryException if {@link Feature#FREE_ALL} is not offered
     */
    default void freeAll() {
        throw Requests.notImplemented(this, "freeAll");
    }

    /**
     * What this allocator offers.
     *
     * @return an unmodifiable set, the same at every call
     */
    default Set<Feature> features() {
        return Set.of(Feature.ALLOC, Feature.FREE, Feature.RESIZE);
    }

    /**
     * What this allocator knows of an address. For finding faults: it may look at every block.
     *
     * <p>Every address inside a live block is known, not only where the block begins. An allocator
     * that records its blocks answers with the block that the address is in, and knows no other.
     * One that does not, as its class comment says, answers with the address itself and {@link
     * #UNKNOWN_SIZE}, and may still know that of a block that was freed.
     *
     * @param address any address
     * @return what is known
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the address is in no memory
     *     that this allocator has handed out and not taken back; {@link
     *     MemoryError#NOT_IMPLEMENTED} if {@link Feature#QUERY} is not offered
     */
    default AllocationInfo query(long address) {
        throw Requests.notImplemented(this, "query");
    }

    /**
     * {@link #alloc(long, long)} that answers instead of throwing.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, every byte 0, or the reason why there is none
     */
    default AllocResult tryAlloc(long size, long alignment) {
        return attempt(size, () -> alloc(size, alignment));
    }

    /**
     * {@link #allocNonZeroed} that answers instead of throwing.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block, or the reason why there is none
     */
    default AllocResult tryAllocNonZeroed(long size, long alignment) {
        return attempt(size, () -> allocNonZeroed(size, alignment));
    }

    /**
     * {@link #resize} that answers instead of throwing.
     *
     * @param address the block, or {@link #NULL}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes
     * @param alignment bytes, a power of two
     * @return the block at its new place, or the reason why it is still at the old one
     */
    default AllocResult tryResize(long address, long oldSize, long newSize, long alignment) {
        return attempt(newSize, () -> resize(address, oldSize, newSize, alignment));
    }

    /**
     * {@link #resizeNonZeroed} that answers instead of throwing.
     *
     * @param address the block, or {@link #NULL}
     * @param oldSize the size it was requested with, bytes
     * @param newSize bytes
     * @param alignment bytes, a power of two
     * @return the block at its new place, or the reason why it is still at the old one
     */
    default AllocResult tryResizeNonZeroed(
            long address, long oldSize, long newSize, long alignment) {
        return attempt(newSize, () -> resizeNonZeroed(address, oldSize, newSize, alignment));
    }

    /**
     * {@link #free} that answers instead of throwing.
     *
     * @param address the block, or {@link #NULL}
     * @param size the size it was requested with, bytes
     * @return {@code Ok} with no block, or the reason why the block was not taken
     */
    default AllocResult tryFree(long address, long size) {
        return attempt(
                0,
                () -> {
                    free(address, size);
                    return NULL;
                });
    }

    /**
     * {@link #freeAll} that answers instead of throwing.
     *
     * @return {@code Ok} with no block, or the reason why nothing was freed
     */
    default AllocResult tryFreeAll() {
        return attempt(
                0,
                () -> {
                    freeAll();
                    return NULL;
                });
    }

    /**
     * Allocates a zeroed segment: the safe face. Unless the allocator says otherwise the segment
     * stays accessible for ever, so that after the block was freed it must not be used.
     *
     * @param byteSize bytes, 0 or more
     * @param byteAlignment bytes, a power of two
     * @return a segment of exactly that size, every byte 0
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    @Override
    default MemorySegment allocate(long byteSize, long byteAlignment) {
        long address = alloc(byteSize, byteAlignment);
        return address == NULL ? MemorySegment.NULL : Memory.segment(address, byteSize);
    }

    /**
     * {@link #allocate(long, long)} without the zeroing.
     *
     * @param byteSize bytes, 0 or more
     * @param byteAlignment bytes, a power of two
     * @return a segment of exactly that size, holding whatever it held before
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    default MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        long address = allocNonZeroed(byteSize, byteAlignment);
        return address == NULL ? MemorySegment.NULL : Memory.segment(address, byteSize);
    }

    /**
     * A view of memory that this allocator has handed out: how a data structure shows a part of its
     * block. It is bound to whatever ends the block's life, where the allocator binds its own
     * segments: in a {@link FrameArena} it ends with the tick, or with the save point that the
     * block was allocated in. Elsewhere it stays accessible for ever.
     *
     * @param address where it begins, {@link #NULL} with size 0
     * @param size bytes, 0 or more
     * @return a segment of exactly that size
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the allocator notices that the
     *     memory is not in use
     */
    default MemorySegment segment(long address, long size) {
        Allocator below = below();
        return below == this ? Memory.segment(address, size) : below.segment(address, size);
    }

    /**
     * Whose blocks these are, for an allocator that stands in front of another and hands its calls
     * on: that other. Override it there, so that {@link #segment} and debug builds know how long a
     * block lives.
     *
     * @return this, if the blocks are its own
     */
    default Allocator below() {
        return this;
    }

    /**
     * Leaves this allocator to another thread, with whatever is allocated in it. Needed only where
     * an allocator for one thread is filled by one and then used by another, and only debug builds
     * check: there such an allocator belongs to the first thread that allocates, frees or resizes
     * in it, whichever made it, until {@code freeAll}, until this call, or until the thread ends;
     * meanwhile every other thread gets a {@link WrongThreadException}. In a release build it does
     * nothing. It does not make the other thread see what was written: that is done by what the two
     * use to agree on it, a queue say.
     *
     * @throws WrongThreadException in a debug build, if another thread has the allocator
     */
    default void handOver() {
        Allocator below = below();
        if (below != this) {
            below.handOver();
        }
    }

    /**
     * Gives back what the allocator holds. Closing twice is closing once; where there is nothing to
     * give back it does nothing.
     */
    @Override
    default void close() {}

    private static AllocResult attempt(long size, LongSupplier call) {
        try {
            return new AllocResult.Ok(call.getAsLong(), size);
        } catch (MemoryException failure) {
            return new AllocResult.Failed(failure.error(), String.valueOf(failure.getMessage()));
        }
    }
}
