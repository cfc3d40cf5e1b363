package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.util.concurrent.CountDownLatch;

/** An arena without tracking that two threads use. */
@Planted(
        what = "an arena without tracking that two threads use",
        kind = Kind.EXCEPTION,
        debugBuild = true)
public final class ArenaOfAnotherThread implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        FrameArena scratch = lab.scratch();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(scratch, taken, over), "holder");
        holder.start();
        taken.await();
        try {
            scratch.alloc(16); // bug
        } finally {
            over.countDown();
            holder.join();
        }
    }

    private static void hold(FrameArena scratch, CountDownLatch taken, CountDownLatch over) {
        scratch.alloc(16);
        taken.countDown();
        try {
            over.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
