package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An IntArray in scratch that is used after its tick. */
@Planted(
        what = "an IntArray in scratch that is used after its tick",
        kind = Kind.EXCEPTION,
        debugBuild = true)
public final class ArrayUsedAfterItsTick implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        IntArray hits = IntArray.create(scratch);
        hits.add(7);
        scratch.freeAll();
        hits.get(0); // bug
    }
}
