package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A write one byte past the end. */
@Planted(what = "a write one byte past the end", kind = Kind.OVERRUN, malloc = true)
public final class Overrun implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long bytes = heap.alloc(30); // bug
        for (int i = 0; i <= 30; i++) {
            Memory.putByte(bytes + i, (byte) 1);
        }
        heap.free(bytes, 30);
    }
}
