package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A free of the address from before a resize. */
@Planted(
        what = "a free of the address from before a resize",
        kind = Kind.DOUBLE_FREE,
        malloc = true)
public final class FreeOfTheOldAddress implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long before = heap.alloc(16);
        long after = heap.resize(before, 16, 1 << 20, 16);
        heap.free(after, 1 << 20);
        heap.free(before, 16); // bug
    }
}
