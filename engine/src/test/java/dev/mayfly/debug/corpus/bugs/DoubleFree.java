package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A second free. */
@Planted(what = "a second free", kind = Kind.DOUBLE_FREE, malloc = true)
public final class DoubleFree implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long sound = heap.alloc(40);
        heap.free(sound, 40);
        heap.free(sound, 40); // bug
    }
}
