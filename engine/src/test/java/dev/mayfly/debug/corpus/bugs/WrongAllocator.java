package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A block that goes to another allocator than it came from. */
@Planted(
        what = "a block that goes to another allocator than it came from",
        kind = Kind.WRONG_ALLOCATOR)
public final class WrongAllocator implements Program {

    @Override
    public void run(Lab lab) {
        Allocator level = lab.track("level", GeneralAllocator.create());
        long tiles = level.alloc(64);
        lab.heap().free(tiles, 64); // bug
        level.free(tiles, 64);
    }
}
