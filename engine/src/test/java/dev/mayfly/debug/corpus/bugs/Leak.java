package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A block that is never freed. */
@Planted(what = "a block that is never freed", kind = Kind.LEAK, malloc = true)
public final class Leak implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long texture = heap.alloc(4096);
        long mesh = heap.alloc(96); // bug
        Memory.putLong(mesh, texture);
        heap.free(texture, 4096);
    }
}
