package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A free of memory that a Java arena owns. */
@Planted(
        what = "a free of memory that a Java arena owns",
        kind = Kind.FOREIGN_POINTER,
        malloc = true)
public final class FreeOfAnotherWorldsMemory implements Program {

    @Override
    public void run(Lab lab) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment borrowed = arena.allocate(64);
            lab.heap().free(borrowed.address(), 64); // bug
        }
    }
}
