package dev.mayfly.debug.corpus.clean;

import dev.mayfly.data.Owned;
import dev.mayfly.data.OwnedArray;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** Owners that move into an array, and out again. */
@Clean(what = "owners that move into an array, and out again")
public final class OwnersThatMove implements Program {

    @Override
    public void run(Lab lab) {
        try (OwnedArray chunks = OwnedArray.create(lab.heap())) {
            for (int i = 0; i < 8; i++) {
                chunks.add(Owned.allocate(lab.heap(), 32 + i, 16));
            }
        }
    }
}
