package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** Blocks of size 0, and frees of no block. */
@Clean(what = "blocks of size 0, and frees of no block", malloc = true)
public final class SizeZeroAndNull implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long nothing = heap.alloc(0);
        heap.free(nothing, 0);
        heap.free(Allocator.NULL, 16);
    }
}
