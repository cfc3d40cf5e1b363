package dev.mayfly.bench.frame;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;

/**
 * Mayfly's frame arena by its safe face: segments that end with the tick. The list that grows is
 * the newest block and grows where it stands; what is needed for a moment only stands behind a save
 * point.
 */
final class SafeFrame extends SegmentFrame {

    private static final long ALIGNMENT = Allocator.DEFAULT_ALIGNMENT;

    private final FrameArena scratch = FrameArena.create();
    private @Nullable SavePoint lent;

    @Override
    MemorySegment allocate(long bytes) {
        return scratch.allocateNonZeroed(bytes, ALIGNMENT);
    }

    @Override
    MemorySegment allocateZeroed(long bytes) {
        return scratch.allocate(bytes, ALIGNMENT);
    }

    @Override
    MemorySegment grow(MemorySegment full, long bytes) {
        long old = full.byteSize();
        long larger = scratch.resizeNonZeroed(full.address(), old, bytes, ALIGNMENT);
        return scratch.segment(larger, bytes);
    }

    @Override
    MemorySegment lend(long bytes) {
        lent = scratch.savepoint();
        return allocate(bytes);
    }

    @Override
    void takeBack() {
        if (lent != null) {
            lent.close();
            lent = null;
        }
    }

    @Override
    public void end() {
        scratch.freeAll();
    }

    @Override
    public long nativeBytes() {
        return scratch.peak();
    }

    @Override
    public void close() {
        scratch.close();
    }
}
