package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A buffer that grows by hand and forgets the old block. */
@Planted(
        what = "a buffer that grows by hand and forgets the old block",
        kind = Kind.LEAK,
        malloc = true)
public final class LeakOfTheOldBlock implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long buffer = heap.alloc(64); // bug
        long larger = heap.alloc(128);
        Memory.copy(buffer, larger, 64);
        buffer = larger;
        heap.free(buffer, 128);
    }
}
