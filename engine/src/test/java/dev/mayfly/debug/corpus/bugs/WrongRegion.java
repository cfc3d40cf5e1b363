package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A block of one region that is resized in another. */
@Planted(what = "a block of one region that is resized in another", kind = Kind.WRONG_ALLOCATOR)
public final class WrongRegion implements Program {

    @Override
    public void run(Lab lab) {
        Allocator level = lab.track("level", GeneralAllocator.shared().region("level"));
        Allocator menu = lab.track("menu", GeneralAllocator.shared().region("menu"));
        long names = menu.alloc(64);
        long larger = level.resize(names, 64, 128, 16); // bug
        level.free(larger, 128);
        menu.free(names, 64);
    }
}
