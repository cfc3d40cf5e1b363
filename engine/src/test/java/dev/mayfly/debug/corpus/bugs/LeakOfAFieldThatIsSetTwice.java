package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A level that is loaded over the one before. */
@Planted(what = "a level that is loaded over the one before", kind = Kind.LEAK, malloc = true)
public final class LeakOfAFieldThatIsSetTwice implements Program {

    private long tiles;

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        load(heap);
        load(heap);
        heap.free(tiles, 256);
    }

    private void load(Allocator heap) {
        tiles = heap.alloc(256); // bug
    }
}
