package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Strings for native code that are freed by their address. */
@Clean(what = "strings for native code that are freed by their address", malloc = true)
public final class StringsForNativeCode implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        for (String name : List.of("", "a", "oak", "a name that is longer than the others")) {
            MemorySegment text = heap.allocateFrom(name);
            heap.free(text.address(), text.byteSize());
        }
    }
}
