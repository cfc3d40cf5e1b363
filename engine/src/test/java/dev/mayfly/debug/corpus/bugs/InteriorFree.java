package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A free of an address inside a block. */
@Planted(what = "a free of an address inside a block", kind = Kind.INTERIOR_POINTER, malloc = true)
public final class InteriorFree implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long packet = heap.alloc(64);
        long payload = packet + 16;
        heap.free(payload, 48); // bug
        heap.free(packet, 64);
    }
}
