package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** An index of -1 for not found. */
@Planted(what = "an index of -1 for not found", kind = Kind.UNDERRUN, malloc = true)
public final class UnderrunByAnIndexOfMinusOne implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long neighbour = heap.alloc(40);
        long counts = heap.alloc(40); // bug
        int slot = "abc".indexOf('x');
        Memory.putInt(counts + 4L * slot, 7);
        heap.free(counts, 40);
        heap.free(neighbour, 40);
    }
}
