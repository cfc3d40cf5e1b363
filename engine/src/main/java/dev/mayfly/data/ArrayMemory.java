package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What the arrays have in common, whatever their elements: slow paths and bulk copies. */
final class ArrayMemory {

    /** Bytes in the smallest block that growing asks for: a cache line. */
    private static final long FIRST_BLOCK = 64;

    /** What copies to and from the Java heap end in, so that none has to make a segment. */
    private static final MemorySegment ALL = Memory.segment(0, Long.MAX_VALUE);

    private ArrayMemory() {}

    /**
     * How many elements an array is to have room for when it grows by itself: twice as many as
     * before. Twice and not half as much again, because in an arena each block that could not grow
     * in place stays behind until the end of the tick; they add up to one more of the array's size,
     * and with the smaller factor to two.
     *
     * @param capacity elements that there is room for now
     * @param needed elements that there must be room for
     * @param shift an element has {@code 1 << shift} bytes
     */
    static long grown(long capacity, long needed, int shift) {
        long most = Long.MAX_VALUE >> shift;
        if (needed < 0 || needed > most) {
            throw tooMany(needed, shift);
        }
        long doubled = capacity > most / 2 ? most : 2 * capacity;
        return Math.max(needed, Math.max(doubled, FIRST_BLOCK >> shift));
    }

    /** Checks how many elements somebody wants in all. */
    static void checkCount(String what, long count, int shift) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    what + " is " + count + " elements: it must be 0 or more");
        }
        if (count > Long.MAX_VALUE >> shift) {
            throw tooMany(count, shift);
        }
    }

    private static MemoryException tooMany(long count, int shift) {
        return new MemoryException(
                MemoryError.BUFFER_TOO_LARGE,
                "%s elements of %d bytes overflow a 64-bit address: ask for at most %d"
                        .formatted(
                                Long.toUnsignedString(count), 1 << shift, Long.MAX_VALUE >> shift));
    }

    /** A range that is not inside an array. */
    static IndexOutOfBoundsException outside(long from, long to, long size, Object array) {
        return new IndexOutOfBoundsException(
                "from %d to %d is not a range of %s, which has %d"
                        .formatted(from, to, array, size));
    }

    /** The number of elements in a segment, of which there must be no fraction. */
    static long elements(MemorySegment segment, int shift) {
        long bytes = segment.byteSize();
        if ((bytes & (1L << shift) - 1) != 0) {
            throw new IllegalArgumentException(
                    "a segment of %d bytes holds no whole number of elements of %d bytes: pass a slice that does"
                            .formatted(bytes, 1 << shift));
        }
        return bytes >> shift;
    }

    /** The length of a Java array that is to take a whole array. */
    static int javaLength(long size, Object array) {
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "%s has %d elements, more than a Java array can: copy a part with copyTo(from, target, offset, length), or use segment()"
                            .formatted(array, size));
        }
        return (int) size;
    }

    /** A target that is smaller than what is to be copied into it. */
    static IllegalArgumentException noRoom(long count, long room, String target) {
        return new IllegalArgumentException(
                "%d elements do not fit into a %s with room for %d: pass a larger one, or copy a part"
                        .formatted(count, target, room));
    }

    /** Whether an allocator has a block back at once, and hands it out again. */
    static boolean lends(Allocator allocator) {
        return allocator.features().contains(Feature.FREE)
                && allocator.features().contains(Feature.REUSE);
    }

    /** Gives a block back as far as its allocator takes single blocks. */
    static void giveBack(Allocator allocator, long address, long bytes) {
        if (allocator.features().contains(Feature.FREE)) {
            allocator.free(address, bytes);
            return;
        }
        try {
            allocator.free(address, bytes);
        } catch (MemoryException stays) {
            // Not the newest block of a stack, say: it goes with its frame, or with freeAll.
            return;
        }
    }

    /** Fails if a segment has ended or is another thread's, before anything is made of it. */
    static void checkReadable(MemorySegment source) {
        if (source.byteSize() > 0) {
            source.get(ValueLayout.JAVA_BYTE, 0);
        }
    }

    static void copyIn(Object source, int offset, ValueLayout layout, long target, int count) {
        MemorySegment.copy(source, offset, ALL, layout, target, count);
    }

    static void copyIn(MemorySegment source, long target) {
        MemorySegment.copy(source, 0, ALL, target, source.byteSize());
    }

    static void copyIn(
            MemorySegment source, ValueLayout from, long target, ValueLayout to, long count) {
        MemorySegment.copy(source, from, 0, ALL, to, target, count);
    }

    static void copyOut(long source, ValueLayout layout, Object target, int offset, int count) {
        MemorySegment.copy(ALL, layout, source, target, offset, count);
    }

    static void copyOut(long source, MemorySegment target, long bytes) {
        MemorySegment.copy(ALL, source, target, 0, bytes);
    }

    static void copyOut(
            long source, ValueLayout from, MemorySegment target, ValueLayout to, long count) {
        MemorySegment.copy(ALL, from, source, target, to, 0, count);
    }
}
