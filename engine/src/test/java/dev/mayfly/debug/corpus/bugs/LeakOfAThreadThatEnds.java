package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A thread that ends and leaves its buffer. */
@Planted(what = "a thread that ends and leaves its buffer", kind = Kind.LEAK, malloc = true)
public final class LeakOfAThreadThatEnds implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        Thread loader = new Thread(() -> lab.heap().alloc(512), "loader"); // bug
        loader.start();
        loader.join();
    }
}
