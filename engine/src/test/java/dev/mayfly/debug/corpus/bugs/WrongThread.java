package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An arena of one thread that another allocates in. */
@Planted(what = "an arena of one thread that another allocates in", kind = Kind.FOREIGN_THREAD)
public final class WrongThread implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        Allocator scratch = lab.track("scratch", FrameArena.create());
        scratch.alloc(16);
        Thread worker = new Thread(() -> alloc(scratch), "worker");
        worker.start();
        worker.join();
        scratch.freeAll();
    }

    private static void alloc(Allocator scratch) {
        scratch.alloc(16); // bug
    }
}
