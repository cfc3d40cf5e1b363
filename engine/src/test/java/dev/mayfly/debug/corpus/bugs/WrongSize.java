package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A free with another size than the block has. */
@Planted(what = "a free with another size than the block has", kind = Kind.WRONG_SIZE)
public final class WrongSize implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long[] sizes = {100, 200};
        long block = heap.alloc(sizes[0]);
        heap.free(block, sizes[1]); // bug
    }
}
