package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.NativeLibrary;
import dev.mayfly.debug.corpus.Program;

/** Memory that is handed to native code and freed from there. */
@Clean(what = "memory that is handed to native code and freed from there", malloc = true)
public final class FreedByNativeCode implements Program {

    @Override
    public void run(Lab lab) throws Exception {
        Allocator heap = lab.heap();
        long image = heap.alloc(72);
        NativeLibrary.callBack(() -> heap.free(image, 72));
    }
}
