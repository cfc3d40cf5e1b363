package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.RollbackStack;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** An allocator of the game that takes its memory from the heap. */
@Clean(what = "an allocator of the game that takes its memory from the heap")
public final class AllocatorOnTopOfTheHeap implements Program {

    @Override
    public void run(Lab lab) {
        RollbackStack stack = new RollbackStack(lab.heap(), 1 << 12);
        for (int i = 0; i < 1000; i++) {
            stack.alloc(48, 16);
        }
        stack.close();
    }
}
