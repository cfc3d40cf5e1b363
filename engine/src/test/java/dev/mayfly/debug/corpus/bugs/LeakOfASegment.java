package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;

/** A string for C that is never freed. */
@Planted(what = "a string for C that is never freed", kind = Kind.LEAK)
public final class LeakOfASegment implements Program {

    @Override
    public void run(Lab lab) {
        MemorySegment title = lab.heap().allocateFrom("Swarm"); // bug
        title.getString(0);
    }
}
