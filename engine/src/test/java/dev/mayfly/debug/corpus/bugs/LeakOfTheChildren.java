package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A tree of which only the root is freed. */
@Planted(what = "a tree of which only the root is freed", kind = Kind.LEAK, malloc = true)
public final class LeakOfTheChildren implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long root = heap.alloc(16);
        for (int i = 0; i < 2; i++) {
            Memory.putLong(root + 8L * i, heap.alloc(32)); // bug
        }
        heap.free(root, 16);
    }
}
