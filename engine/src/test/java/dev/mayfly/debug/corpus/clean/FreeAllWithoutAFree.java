package dev.mayfly.debug.corpus.clean;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** Scratch of which no block is ever freed, only all at once. */
@Clean(what = "scratch of which no block is ever freed, only all at once")
public final class FreeAllWithoutAFree implements Program {

    @Override
    public void run(Lab lab) {
        Allocator scratch = lab.track("scratch", FrameArena.create());
        for (int tick = 0; tick < 100; tick++) {
            for (int i = 0; i < 20; i++) {
                Memory.putByte(scratch.alloc(1 + i), (byte) i);
            }
            scratch.freeAll();
        }
    }
}
