package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** A block that resize makes and resize ends. */
@Clean(what = "a block that resize makes and resize ends", malloc = true)
public final class ResizeFromNothingToNothing implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long list = heap.resize(Allocator.NULL, 0, 24, 16);
        list = heap.resize(list, 24, 4000, 16);
        heap.resize(list, 4000, 0, 16);
    }
}
