package dev.mayfly.bench.frame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The JDK's own: a confined arena that is opened and closed in each tick. Each segment is a call of
 * {@code malloc}, zeroed. A segment cannot grow, so a list that is full moves to a new one, twice
 * as large; the old one, and what was needed for a moment only, stays until the arena is closed.
 */
final class ConfinedArenaFrame extends SegmentFrame {

    private static final long ALIGNMENT = 16;

    private Arena arena = Arena.global();
    private long blocks;
    private long most;

    @Override
    public void build(World world) {
        arena = Arena.ofConfined();
        super.build(world);
    }

    @Override
    MemorySegment allocate(long bytes) {
        blocks += bytes;
        return arena.allocate(bytes, ALIGNMENT);
    }

    @Override
    MemorySegment allocateZeroed(long bytes) {
        return allocate(bytes);
    }

    @Override
    MemorySegment grow(MemorySegment full, long bytes) {
        MemorySegment larger = allocate(bytes);
        MemorySegment.copy(full, 0, larger, 0, full.byteSize());
        return larger;
    }

    @Override
    MemorySegment lend(long bytes) {
        return allocate(bytes);
    }

    @Override
    void takeBack() {}

    @Override
    public void end() {
        arena.close();
        most = Math.max(most, blocks);
        blocks = 0;
    }

    @Override
    public long nativeBytes() {
        return most;
    }
}
