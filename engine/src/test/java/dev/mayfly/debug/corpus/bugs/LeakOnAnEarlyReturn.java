package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A free that an early return skips. */
@Planted(what = "a free that an early return skips", kind = Kind.LEAK, malloc = true)
public final class LeakOnAnEarlyReturn implements Program {

    @Override
    public void run(Lab lab) {
        find(lab.heap(), 3);
        find(lab.heap(), 100);
    }

    private static boolean find(Allocator heap, int wanted) {
        long seen = heap.alloc(64); // bug
        for (int i = 0; i < 64; i++) {
            Memory.putByte(seen + i, (byte) 1);
            if (i == wanted) {
                return true;
            }
        }
        heap.free(seen, 64);
        return false;
    }
}
