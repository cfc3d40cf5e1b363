package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.data.Owned;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An owner that is asked for its block after it has freed it. */
@Planted(what = "an owner that is asked for its block after it has freed it", kind = Kind.EXCEPTION)
public final class OwnerUsedAfterItsEnd implements Program {

    @Override
    public void run(Lab lab) {
        Owned buffer = Owned.allocate(lab.heap(), 64, 16);
        buffer.close();
        buffer.address(); // bug
    }
}
