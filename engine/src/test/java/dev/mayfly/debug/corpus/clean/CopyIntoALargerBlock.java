package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A buffer that grows by hand and frees the old block. */
@Clean(what = "a buffer that grows by hand and frees the old block", malloc = true)
public final class CopyIntoALargerBlock implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long size = 16;
        long buffer = heap.alloc(size);
        while (size < 5000) {
            long larger = heap.alloc(2 * size);
            Memory.copy(buffer, larger, size);
            heap.free(buffer, size);
            buffer = larger;
            size *= 2;
        }
        heap.free(buffer, size);
    }
}
