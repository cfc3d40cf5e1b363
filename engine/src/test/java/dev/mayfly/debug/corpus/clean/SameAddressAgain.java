package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** An address that is handed out and freed again and again. */
@Clean(what = "an address that is handed out and freed again and again")
public final class SameAddressAgain implements Program {

    @Override
    public void run(Lab lab) {
        Allocator parts = lab.track("parts", GeneralAllocator.create());
        long first = parts.alloc(64);
        parts.free(first, 64);
        for (int i = 0; i < 1000; i++) {
            long again = parts.alloc(64);
            if (again != first) {
                throw new AssertionError("the newest block was not taken back");
            }
            parts.free(again, 64);
        }
    }
}
