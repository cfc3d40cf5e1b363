package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A save point that is closed twice. */
@Planted(what = "a save point that is closed twice", kind = Kind.EXCEPTION)
public final class SavePointClosedTwice implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        SavePoint point = scratch.savepoint();
        point.close();
        point.close(); // bug
    }
}
