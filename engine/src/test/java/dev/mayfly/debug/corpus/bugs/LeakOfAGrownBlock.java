package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A block that was resized and then forgotten. */
@Planted(what = "a block that was resized and then forgotten", kind = Kind.LEAK, malloc = true)
public final class LeakOfAGrownBlock implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long list = heap.alloc(16);
        list = heap.resize(list, 16, 64, 16);
        list = heap.resize(list, 64, 8192, 16); // bug
        Memory.putLong(list, 1);
    }
}
