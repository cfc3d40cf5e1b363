package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A write to a block that was freed. */
@Planted(what = "a write to a block that was freed", kind = Kind.WRITE_AFTER_FREE, malloc = true)
public final class WriteAfterFree implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long enemy = heap.alloc(100);
        heap.free(enemy, 100); // bug
        Memory.putInt(enemy + 40, 5);
    }
}
