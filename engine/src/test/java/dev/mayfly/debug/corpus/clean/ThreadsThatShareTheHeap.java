package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

import java.util.ArrayList;
import java.util.List;

/** Threads that allocate and free at the same time. */
@Clean(what = "threads that allocate and free at the same time", malloc = true)
public final class ThreadsThatShareTheHeap implements Program {

    @Override
    public void run(Lab lab) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> churn(lab.heap()));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void churn(Allocator heap) {
        long[] blocks = new long[16];
        for (int i = 0; i < 2000; i++) {
            int slot = i * 7 & 15;
            heap.free(blocks[slot], 8L + slot);
            blocks[slot] = heap.alloc(8L + slot);
        }
        for (int slot = 0; slot < 16; slot++) {
            heap.free(blocks[slot], 8L + slot);
        }
    }
}
