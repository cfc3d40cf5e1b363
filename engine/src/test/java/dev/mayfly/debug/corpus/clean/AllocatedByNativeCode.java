package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.NativeLibrary;
import dev.mayfly.debug.corpus.Program;

/** Memory that native code asks for and the game frees. */
@Clean(what = "memory that native code asks for and the game frees", malloc = true)
public final class AllocatedByNativeCode implements Program {

    @Override
    public void run(Lab lab) throws Exception {
        Allocator heap = lab.heap();
        long[] image = new long[1];
        NativeLibrary.callBack(() -> image[0] = heap.alloc(72));
        heap.free(image[0], 72);
    }
}
