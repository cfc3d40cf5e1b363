package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A free that an exception skips. */
@Planted(what = "a free that an exception skips", kind = Kind.LEAK, malloc = true)
public final class LeakOnAnException implements Program {

    @Override
    public void run(Lab lab) {
        try {
            load(lab.heap(), "no header");
        } catch (IllegalArgumentException expected) {
            // The game goes on without the level.
        }
    }

    private static void load(Allocator heap, String file) {
        long buffer = heap.alloc(1024); // bug
        if (!file.startsWith("LEVEL")) {
            throw new IllegalArgumentException(file);
        }
        heap.free(buffer, 1024);
    }
}
