package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Blocks that one thread makes and another frees. */
@Clean(what = "blocks that one thread makes and another frees", malloc = true)
public final class FreedOnAnotherThread implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        Allocator heap = lab.heap();
        BlockingQueue<Long> jobs = new ArrayBlockingQueue<>(8);
        Thread worker =
                new Thread(
                        () -> {
                            try {
                                for (long job = jobs.take(); job != 0; job = jobs.take()) {
                                    heap.free(job, 48);
                                }
                            } catch (InterruptedException stop) {
                                Thread.currentThread().interrupt();
                            }
                        });
        worker.start();
        for (int i = 0; i < 200; i++) {
            jobs.put(heap.alloc(48));
        }
        jobs.put(0L);
        worker.join();
    }
}
