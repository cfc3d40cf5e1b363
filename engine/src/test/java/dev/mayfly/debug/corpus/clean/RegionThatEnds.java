package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** A region whose blocks go all at once. */
@Clean(what = "a region whose blocks go all at once")
public final class RegionThatEnds implements Program {

    @Override
    public void run(Lab lab) {
        TrackingAllocator level = lab.track("level", GeneralAllocator.create());
        for (int i = 0; i < 100; i++) {
            long block = level.alloc(10 + i);
            if (i % 3 == 0) {
                level.free(block, 10 + i);
            }
        }
        level.freeAll();
    }
}
