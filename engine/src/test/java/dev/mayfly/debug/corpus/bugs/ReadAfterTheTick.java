package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A read of scratch after its tick. */
@Planted(what = "a read of scratch after its tick", kind = Kind.EXCEPTION)
public final class ReadAfterTheTick implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        MemorySegment draws = scratch.allocate(64, 8);
        scratch.freeAll();
        draws.get(ValueLayout.JAVA_BYTE, 0); // bug
    }
}
