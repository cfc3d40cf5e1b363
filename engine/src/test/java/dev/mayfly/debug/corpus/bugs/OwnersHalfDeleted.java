package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.data.Owned;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An array of owners of which every second is deleted. */
@Planted(what = "an array of owners of which every second is deleted", kind = Kind.LEAK)
public final class OwnersHalfDeleted implements Program {

    @Override
    public void run(Lab lab) {
        Owned[] chunks = new Owned[10];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = Owned.allocate(lab.heap(), 64, 16); // bug
        }
        for (int i = 0; i < chunks.length; i += 2) {
            chunks[i].close();
        }
    }
}
