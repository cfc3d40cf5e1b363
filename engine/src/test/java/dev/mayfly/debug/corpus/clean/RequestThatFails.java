package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** A request that is refused, after which the program goes on. */
@Clean(what = "a request that is refused, after which the program goes on")
public final class RequestThatFails implements Program {

    @Override
    public void run(Lab lab) {
        Allocator small = new LimitAllocator(lab.heap(), 100);
        long block = small.alloc(60);
        try {
            small.alloc(60);
            throw new AssertionError("there was no room");
        } catch (MemoryException expected) {
            block = small.resize(block, 60, 90, 16);
        }
        small.free(block, 90);
    }
}
