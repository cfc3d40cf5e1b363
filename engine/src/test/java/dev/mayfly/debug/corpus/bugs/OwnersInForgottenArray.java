package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.data.Owned;
import dev.mayfly.data.OwnedArray;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An array of owners that nobody deletes. */
@Planted(what = "an array of owners that nobody deletes", kind = Kind.LEAK)
public final class OwnersInForgottenArray implements Program {

    @Override
    public void run(Lab lab) {
        OwnedArray chunks = OwnedArray.create(lab.scratch());
        for (int i = 0; i < 4; i++) {
            chunks.add(Owned.allocate(lab.heap(), 64, 16)); // bug
        }
    }
}
