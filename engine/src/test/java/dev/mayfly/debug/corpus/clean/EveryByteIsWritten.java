package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** Blocks of odd sizes that are written from the first byte to the last. */
@Clean(what = "blocks of odd sizes that are written from the first byte to the last", malloc = true)
public final class EveryByteIsWritten implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        for (int size = 1; size < 70; size++) {
            long block = heap.allocNonZeroed(size, 1L << size % 7);
            for (int i = 0; i < size; i++) {
                Memory.putByte(block + i, (byte) 0xDD);
            }
            heap.free(block, size);
        }
    }
}
