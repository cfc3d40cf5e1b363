package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A leak in a loop. */
@Planted(what = "a leak in a loop", kind = Kind.LEAK, malloc = true)
public final class LeakInALoop implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        for (int tick = 0; tick < 50; tick++) {
            long path = heap.alloc(16L + tick); // bug
            long visited = heap.alloc(64);
            Memory.putLong(path, tick);
            heap.free(visited, 64);
        }
    }
}
