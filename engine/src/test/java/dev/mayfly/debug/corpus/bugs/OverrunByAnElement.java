package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** An index that is one too large. */
@Planted(what = "an index that is one too large", kind = Kind.OVERRUN, malloc = true)
public final class OverrunByAnElement implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        int count = 10;
        long scores = heap.alloc(4L * count); // bug
        for (int rank = 1; rank <= count; rank++) {
            Memory.putInt(scores + 4L * rank, 1000 / rank);
        }
        heap.free(scores, 4L * count);
    }
}
