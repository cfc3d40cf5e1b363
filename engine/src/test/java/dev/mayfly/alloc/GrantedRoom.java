package dev.mayfly.alloc;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that becomes usable as another allocator grants it: each time it grows it takes a block
 * there, of the size that it grows by, which nobody writes to. Whoever makes those requests fail
 * makes the system refuse pages.
 */
final class GrantedRoom extends Room {

    private final Allocator grants;
    private final List<long[]> granted = new ArrayList<>();
    private final Arena memory;

    /**
     * @param size bytes, a power of two; the base is a multiple of it
     */
    GrantedRoom(long size, Allocator grants) {
        Arena memory = Arena.ofConfined();
        long base = memory.allocate(size, size).address();
        super(base, base, base + size);
        this.memory = memory;
        this.grants = grants;
    }

    @Override
    long extend(long from, long needed, long generous) {
        long size = needed - from;
        granted.add(new long[] {grants.allocNonZeroed(size, 1), size});
        return needed;
    }

    @Override
    boolean giveBack(long from, long to) {
        return false;
    }

    @Override
    void release() {
        for (long[] block : granted) {
            grants.free(block[0], block[1]);
        }
        memory.close();
    }
}
