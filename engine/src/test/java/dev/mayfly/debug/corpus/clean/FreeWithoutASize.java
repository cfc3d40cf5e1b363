package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** Frees that do not know the size. */
@Clean(what = "frees that do not know the size", malloc = true)
public final class FreeWithoutASize implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        for (int i = 1; i < 50; i++) {
            heap.free(heap.alloc(i), Allocator.UNKNOWN_SIZE);
        }
    }
}
