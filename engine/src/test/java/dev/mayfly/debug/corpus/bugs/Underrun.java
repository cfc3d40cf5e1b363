package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A write before the beginning. */
@Planted(what = "a write before the beginning", kind = Kind.UNDERRUN, malloc = true)
public final class Underrun implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long neighbour = heap.alloc(32);
        long stack = heap.alloc(32); // bug
        long top = stack + 16;
        for (int i = 0; i < 3; i++) {
            top -= 8;
            Memory.putLong(top, 0x55);
        }
        heap.free(stack, 32);
        heap.free(neighbour, 32);
    }
}
