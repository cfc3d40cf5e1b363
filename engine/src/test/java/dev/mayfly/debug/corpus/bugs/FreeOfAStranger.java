package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A free of an address that nobody handed out. */
@Planted(
        what = "a free of an address that nobody handed out",
        kind = Kind.FOREIGN_POINTER,
        malloc = true)
public final class FreeOfAStranger implements Program {

    @Override
    public void run(Lab lab) {
        lab.heap().free(0x1234_5670L, 16); // bug
    }
}
