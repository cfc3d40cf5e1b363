package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A resize that is wrong about the old size. */
@Planted(what = "a resize that is wrong about the old size", kind = Kind.WRONG_SIZE)
public final class WrongSizeOnResize implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long list = heap.alloc(32);
        list = heap.resize(list, 64, 128, 16); // bug
        heap.free(list, 128);
    }
}
