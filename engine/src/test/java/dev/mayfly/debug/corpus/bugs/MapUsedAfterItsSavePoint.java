package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A LongLongMap that outlives the save point that it was made in. */
@Planted(
        what = "a LongLongMap that outlives the save point that it was made in",
        kind = Kind.EXCEPTION,
        debugBuild = true)
public final class MapUsedAfterItsSavePoint implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        LongLongMap seen;
        try (var _ = scratch.savepoint()) {
            seen = LongLongMap.create(scratch);
            seen.put(1, 2);
        }
        seen.put(3, 4); // bug
    }
}
