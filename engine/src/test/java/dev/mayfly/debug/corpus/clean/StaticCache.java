package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A cache that lives until the program ends, marked so. */
@Clean(what = "a cache that lives until the program ends, marked so")
public final class StaticCache implements Program {

    @Override
    public void run(Lab lab) {
        TrackingAllocator heap = lab.track("fonts", GeneralAllocator.create());
        long font = heap.alloc(4096);
        heap.immortal(font);
        font = heap.resize(font, 4096, 8192, 16);
        Memory.putLong(font, 1);
    }
}
