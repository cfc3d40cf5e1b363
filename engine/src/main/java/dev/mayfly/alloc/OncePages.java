package dev.mayfly.alloc;

import dev.mayfly.memory.PageException;
import dev.mayfly.memory.VirtualMemory;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages at addresses that never come again, for a general allocator that never reuses; for any
 * thread.
 */
final class OncePages {

    private record Range(long address, long size) {}

    /** Guarded by this. */
    private final List<Range> ranges = new ArrayList<>();

    /**
     * Takes pages that read as zero.
     *
     * @throws PageException if the system refuses
     */
    long take(long size, long alignment) {
        long pages = VirtualMemory.roundUp(size);
        long slack = alignment > VirtualMemory.pageSize() ? VirtualMemory.roundUp(alignment) : 0;
        long range = VirtualMemory.reserve(pages + slack);
        long block = Requests.alignUp(range, alignment);
        try {
            VirtualMemory.commit(block, pages);
        } catch (PageException refused) {
            VirtualMemory.release(range, pages + slack);
            throw refused;
        }
        synchronized (this) {
            ranges.add(new Range(range, pages + slack));
        }
        return block;
    }

    /** Gives pages back and keeps their addresses; whether the system took them. */
    boolean give(long block, long size) {
        try {
            VirtualMemory.decommit(block, VirtualMemory.roundUp(size));
            return true;
        } catch (PageException refused) {
            return false;
        }
    }

    /** Gives all addresses back. */
    synchronized void close() {
        ranges.forEach(range -> VirtualMemory.release(range.address, range.size));
        ranges.clear();
    }
}
