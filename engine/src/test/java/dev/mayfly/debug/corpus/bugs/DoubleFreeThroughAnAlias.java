package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** Two owners of one block, each of which frees it. */
@Planted(
        what = "two owners of one block, each of which frees it",
        kind = Kind.DOUBLE_FREE,
        malloc = true)
public final class DoubleFreeThroughAnAlias implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long[] ship = {heap.alloc(80)};
        long[] wreck = ship.clone();
        sink(heap, ship);
        heap.free(wreck[0], 80); // bug
    }

    private static void sink(Allocator heap, long[] ship) {
        heap.free(ship[0], 80);
    }
}
