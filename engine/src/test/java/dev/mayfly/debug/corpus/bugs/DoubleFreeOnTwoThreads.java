package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** Two threads that free the same block. */
@Planted(what = "two threads that free the same block", kind = Kind.DOUBLE_FREE, malloc = true)
public final class DoubleFreeOnTwoThreads implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        Allocator heap = lab.heap();
        long job = heap.alloc(40);
        Thread worker = new Thread(() -> heap.free(job, 40), "worker");
        worker.start();
        worker.join();
        heap.free(job, 40); // bug
    }
}
