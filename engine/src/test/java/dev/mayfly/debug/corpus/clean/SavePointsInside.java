package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Save points inside each other, with segments. */
@Clean(what = "save points inside each other, with segments")
public final class SavePointsInside implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        for (int tick = 0; tick < 50; tick++) {
            MemorySegment kept = scratch.allocate(8, 8);
            try (var _ = scratch.savepoint()) {
                scratch.allocate(100, 8);
                try (var _ = scratch.savepoint()) {
                    scratch.allocate(1000, 8);
                }
            }
            kept.set(ValueLayout.JAVA_LONG, 0, tick);
            scratch.freeAll();
        }
    }
}
