package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Segments, on their way to loops that work on raw addresses. One that nobody can end while a loop
 * runs is worked on where it is: its arena is this thread's, or it never ends. Any other is copied
 * to memory of our own first, and back afterwards: a shared arena may be closed by another thread
 * meanwhile, an automatic one by the garbage collector, a mapped file cut, and the Java heap moves.
 *
 * <p>No segment is handed to a method that the JIT compiler may decide not to inline, and none is
 * kept, so that one that was made for a call costs nothing once compiled.
 */
final class Slices {

    private static final MemorySegment ALL = Memory.segment(0, Long.MAX_VALUE);

    /** The scope of whatever never ends. */
    private static final MemorySegment.Scope FOREVER = ALL.scope();

    /** Nobody's arena is this thread's: it never starts. */
    private static final Thread STRANGER = Thread.ofPlatform().unstarted(() -> {});

    private Slices() {}

    /** The number of elements in a segment, of which there must be no fraction. */
    static long count(MemorySegment segment, int shift) {
        return ArrayMemory.elements(segment, shift);
    }

    /** Checks that a segment is as long as another, which has so many elements. */
    static void sameCount(long count, MemorySegment segment, int shift) {
        long other = count(segment, shift);
        if (other != count) {
            throw unequal(count, other);
        }
    }

    static void sameCount(long count, long other) {
        if (other != count) {
            throw unequal(count, other);
        }
    }

    private static IllegalArgumentException unequal(long count, long other) {
        return new IllegalArgumentException(
                "%d elements and %d elements: both must have the same number, so pass slices that do"
                        .formatted(count, other));
    }

    static void checkWritable(MemorySegment segment) {
        if (segment.isReadOnly()) {
            throw readOnly();
        }
    }

    private static IllegalArgumentException readOnly() {
        return new IllegalArgumentException(
                "a read-only segment cannot be changed: pass one that can be written, or a copy");
    }

    /**
     * Where a loop finds a segment's elements: where they are, or in a copy. {@link #leave} must
     * follow.
     *
     * @throws IllegalStateException if the segment has ended
     * @throws WrongThreadException if it is another thread's
     */
    static long enter(MemorySegment segment, boolean steady) {
        if (steady) {
            return segment.address();
        }
        long bytes = segment.byteSize();
        long copy = HeapAllocator.INSTANCE.allocNonZeroed(bytes, Allocator.DEFAULT_ALIGNMENT);
        boolean copied = false;
        try {
            copyIn(segment, copy, bytes);
            copied = true;
        } finally {
            if (!copied) {
                HeapAllocator.INSTANCE.free(copy, bytes);
            }
        }
        return copy;
    }

    /**
     * Not MemorySegment's own copying: in there the compiler loses sight of the segment, which then
     * is Java garbage, also of calls that never come here.
     */
    private static void copyIn(MemorySegment segment, long copy, long bytes) {
        long at = 0;
        for (; at <= bytes - Long.BYTES; at += Long.BYTES) {
            Memory.putLong(copy + at, segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at));
        }
        for (; at < bytes; at++) {
            Memory.putByte(copy + at, segment.get(ValueLayout.JAVA_BYTE, at));
        }
    }

    private static void copyOut(long copy, MemorySegment segment, long bytes) {
        long at = 0;
        for (; at <= bytes - Long.BYTES; at += Long.BYTES) {
            segment.set(ValueLayout.JAVA_LONG_UNALIGNED, at, Memory.getLong(copy + at));
        }
        for (; at < bytes; at++) {
            segment.set(ValueLayout.JAVA_BYTE, at, Memory.getByte(copy + at));
        }
    }

    /**
     * Whether nobody can end a segment while a loop runs. Asked for all segments of a call before
     * any of them is entered: the compiler can tell then, for one that was made for the call, and
     * drops the copying.
     */
    static boolean isSteady(MemorySegment segment) {
        if (!segment.isNative()) {
            return false;
        }
        MemorySegment.Scope scope = segment.scope();
        if (scope == FOREVER) {
            return !segment.isMapped();
        }
        return !segment.isAccessibleBy(STRANGER)
                && segment.isAccessibleBy(Thread.currentThread())
                && scope.isAlive()
                && !segment.isMapped();
    }

    /** Brings what a loop has written to where {@link #enter} found the segment back to it. */
    static void update(MemorySegment segment, long address, boolean steady) {
        if (!steady) {
            copyOut(address, segment, segment.byteSize());
        }
    }

    /** Ends what {@link #enter} began. */
    static void leave(MemorySegment segment, long address, boolean steady) {
        if (!steady) {
            HeapAllocator.INSTANCE.free(address, segment.byteSize());
        }
    }

    /**
     * Checks that what is written is not read under another index: the same elements are the same
     * memory, and others others.
     */
    static void checkAligned(long written, long read, long bytes) {
        if (written != read) {
            checkApart(written, bytes, read, bytes);
        }
    }

    /** Checks that what is written is not read at all. */
    static void checkApart(long written, long writtenBytes, long read, long readBytes) {
        if (written < read + readBytes
                && read < written + writtenBytes
                && writtenBytes > 0
                && readBytes > 0) {
            throw overlap(written, writtenBytes, read, readBytes);
        }
    }

    private static IllegalArgumentException overlap(
            long written, long writtenBytes, long read, long readBytes) {
        return new IllegalArgumentException(
                "the %d bytes at 0x%x are to be written and overlap with the %d bytes at 0x%x, which are to be read: pass others, or a copy"
                        .formatted(writtenBytes, written, readBytes, read));
    }

    static IllegalArgumentException empty(String what) {
        return new IllegalArgumentException(
                "no elements have no " + what + ": ask whether there are any first");
    }

    static IllegalArgumentException noRange(Object low, Object high) {
        return new IllegalArgumentException(
                "from %s to %s is no range: the first must be at most the second"
                        .formatted(low, high));
    }

    /** Checks that indices of so many elements are {@code int}s. */
    static void checkIntIndices(long count) {
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d elements have indices that are no ints: pass slices of at most %d"
                            .formatted(count, Integer.MAX_VALUE));
        }
    }

    static IndexOutOfBoundsException noSuchIndex(long position, int index, long size) {
        return new IndexOutOfBoundsException(
                "index %d, number %d of the indices, is outside of the %d elements to gather from"
                        .formatted(index, position, size));
    }
}
