package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A read of what a save point took back. */
@Planted(what = "a read of what a save point took back", kind = Kind.EXCEPTION)
public final class ReadAfterTheSavePoint implements Program {

    @Override
    public void run(Lab lab) {
        FrameArena scratch = lab.scratch();
        MemorySegment path;
        try (var _ = scratch.savepoint()) {
            path = scratch.allocate(64, 8);
        }
        path.get(ValueLayout.JAVA_BYTE, 0); // bug
    }
}
