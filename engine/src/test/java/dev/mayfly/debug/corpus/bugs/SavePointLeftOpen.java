package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A save point that is left open until the end of the tick. */
@Planted(what = "a save point that is left open until the end of the tick", kind = Kind.EXCEPTION)
public final class SavePointLeftOpen implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        SavePoint point = scratch.savepoint();
        scratch.alloc(100);
        try {
            scratch.freeAll(); // bug
        } finally {
            point.close();
        }
    }
}
