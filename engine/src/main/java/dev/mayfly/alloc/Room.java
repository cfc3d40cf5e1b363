package dev.mayfly.alloc;

import dev.mayfly.jfr.GrowthEvent;
import dev.mayfly.memory.PageException;
import dev.mayfly.memory.VirtualMemory;

import java.lang.foreign.MemorySegment;

/**
 * The contiguous range that an allocator hands out pieces of: pages of its own, or a segment of the
 * caller's. Usable from its base up to a limit.
 */
abstract class Room {

    /** More than any system has addresses: bytes. */
    static final long LARGEST = 1L << 60;

    /** First byte. */
    final long base;

    /** End of everything that could ever be usable. */
    final long end;

    private long limit;

    Room(long base, long limit, long end) {
        this.base = base;
        this.limit = limit;
        this.end = end;
    }

    /** End of what is usable now. */
    final long limit() {
        return limit;
    }

    /**
     * Makes more of the range usable; nothing happens where enough is. Adds half as much again as
     * is usable, if the system has that much, so that growing takes few system calls.
     *
     * @param needed how far at least, at most {@link #end}
     * @param step how much to add at least if the system has that much, bytes
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if there is none even for {@code
     *     needed}; the limit stays
     */
    final void growTo(long needed, long step) {
        if (needed > limit) {
            long generous = limit + Math.max(step, (limit - base) / 2);
            limit = extend(limit, needed, Math.min(Math.max(needed, generous), end));
        }
    }

    /**
     * Gives the memory from an address on back; it reads as zero when it comes again.
     *
     * @param newLimit the end of a page
     * @return whether it was given back; if not, nobody is worse off than before
     */
    final boolean shrinkTo(long newLimit) {
        if (newLimit >= limit || !giveBack(newLimit, limit)) {
            return false;
        }
        limit = newLimit;
        return true;
    }

    /**
     * Makes memory usable.
     *
     * @param needed how far at least
     * @param generous how far if the system has that much
     * @return how far memory is usable now
     */
    abstract long extend(long from, long needed, long generous);

    /** Gives memory back to whom it came from; returns whether it was taken. */
    abstract boolean giveBack(long from, long to);

    /** Gives the range back to whom it came from. */
    abstract void release();

    /**
     * Takes address space, all of which can become usable.
     *
     * @param owner who is to be named if there is none
     * @param size bytes, more than 0 and at most {@link #LARGEST}; rounded up to whole pages
     * @param alignment of the base, bytes, a power of two and at most {@link #LARGEST}
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if the system grants none
     */
    static Room reserve(String owner, long size, long alignment) {
        long slack = alignment > VirtualMemory.pageSize() ? alignment : 0;
        return reserve(owner, VirtualMemory.roundUp(size) + slack, alignment, size);
    }

    /**
     * Takes address space.
     *
     * @param reserved bytes of address space, whole pages
     * @param most how much of it can become usable, bytes; rounded up to whole pages
     */
    static Room reserve(String owner, long reserved, long alignment, long most) {
        try {
            long reservation = VirtualMemory.reserve(reserved);
            return new Reserved(
                    owner, reservation, reserved, alignment, VirtualMemory.roundUp(most));
        } catch (PageException refused) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "the system grants no %d bytes of address space for %s: reserve less"
                            .formatted(reserved, owner),
                    refused);
        }
    }

    /**
     * Takes over a buffer, all of which is usable at once.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the buffer is on the Java
     *     heap or read-only
     */
    static Room of(MemorySegment buffer) {
        return new Lent(checked(buffer));
    }

    /** Refuses a buffer that cannot be written to by address. */
    static MemorySegment checked(MemorySegment buffer) {
        if (!buffer.isNative() || buffer.isReadOnly()) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    buffer
                            + " cannot be allocated from: pass a writable native segment, such as"
                            + " Arena.allocate gives");
        }
        return buffer;
    }

    /** Refuses a size that no address space has. */
    static void checkSize(String what, long bytes) {
        if (bytes <= 0 || bytes > LARGEST) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%s is %d bytes: it must be more than 0 and fit an address space"
                            .formatted(what, bytes));
        }
    }

    /** Pages from the system. */
    private static final class Reserved extends Room {

        private final String owner;
        private final long reservation;
        private final long reserved;

        Reserved(String owner, long reservation, long reserved, long alignment, long size) {
            long base = Requests.alignUp(reservation, alignment);
            super(base, base, base + size);
            this.owner = owner;
            this.reservation = reservation;
            this.reserved = reserved;
        }

        @Override
        long extend(long from, long needed, long generous) {
            long most = base + VirtualMemory.roundUp(generous - base);
            try {
                VirtualMemory.commit(from, most - from);
                GrowthEvent.happened(owner, most - from, most - base);
                return most;
            } catch (PageException refused) {
                return extendExactly(from, base + VirtualMemory.roundUp(needed - base));
            }
        }

        private long extendExactly(long from, long to) {
            try {
                VirtualMemory.commit(from, to - from);
                GrowthEvent.happened(owner, to - from, to - base);
                return to;
            } catch (PageException refused) {
                throw new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "%s has %d bytes committed and the system grants no more: free memory elsewhere"
                                .formatted(owner, from - base),
                        refused);
            }
        }

        @Override
        boolean giveBack(long from, long to) {
            try {
                VirtualMemory.decommit(from, to - from);
                return true;
            } catch (PageException refused) {
                return false;
            }
        }

        @Override
        void release() {
            VirtualMemory.release(reservation, reserved);
        }
    }

    /** The caller's memory. */
    private static final class Lent extends Room {

        /** Keeps an automatic arena's memory while the allocator lives. */
        private final MemorySegment buffer;

        Lent(MemorySegment buffer) {
            super(
                    buffer.address(),
                    buffer.address() + buffer.byteSize(),
                    buffer.address() + buffer.byteSize());
            this.buffer = buffer;
        }

        @Override
        long extend(long from, long needed, long generous) {
            throw new AssertionError(buffer + " is usable to its end from the start");
        }

        @Override
        boolean giveBack(long from, long to) {
            return false;
        }

        @Override
        void release() {
            // It is the caller's.
        }
    }
}
