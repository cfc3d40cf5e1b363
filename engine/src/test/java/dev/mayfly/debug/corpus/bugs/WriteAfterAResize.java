package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A write through the address from before a resize. */
@Planted(
        what = "a write through the address from before a resize",
        kind = Kind.WRITE_AFTER_FREE,
        malloc = true)
public final class WriteAfterAResize implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long list = heap.alloc(128);
        long element = list + 64;
        list = heap.resize(list, 128, 8192, 16); // bug
        Memory.putInt(element, 7);
        heap.free(list, 8192);
    }
}
