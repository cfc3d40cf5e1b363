package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A read past the end of a segment. */
@Planted(what = "a read past the end of a segment", kind = Kind.EXCEPTION)
public final class ReadPastTheEnd implements Program {

    @Override
    public void run(Lab lab) {
        MemorySegment names = lab.heap().allocate(60, 4);
        try {
            names.getAtIndex(ValueLayout.JAVA_INT, 15); // bug
        } finally {
            lab.heap().free(names.address(), 60);
        }
    }
}
