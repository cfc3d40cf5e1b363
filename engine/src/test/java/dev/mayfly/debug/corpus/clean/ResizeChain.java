package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A block that grows and shrinks many times. */
@Clean(what = "a block that grows and shrinks many times", malloc = true)
public final class ResizeChain implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long size = 1;
        long list = heap.alloc(size);
        for (int i = 1; i < 100; i++) {
            long next = i < 60 ? size + i : size - 20;
            list = heap.resize(list, size, next, 16);
            Memory.putByte(list + next - 1, (byte) i);
            size = next;
        }
        heap.free(list, size);
    }
}
