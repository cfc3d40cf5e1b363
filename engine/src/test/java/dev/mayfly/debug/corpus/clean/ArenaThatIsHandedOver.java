package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** An arena that one thread fills and another empties. */
@Clean(what = "an arena that one thread fills and another empties")
public final class ArenaThatIsHandedOver implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        Allocator scratch = lab.track("scratch", FrameArena.create());
        Thread loader =
                new Thread(
                        () -> {
                            scratch.alloc(64);
                            scratch.handOver();
                        });
        loader.start();
        loader.join();
        scratch.alloc(64);
        scratch.freeAll();
    }
}
