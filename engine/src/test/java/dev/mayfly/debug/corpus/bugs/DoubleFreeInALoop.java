package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

import java.util.List;

/** A list that names a block twice and is freed element by element. */
@Planted(
        what = "a list that names a block twice and is freed element by element",
        kind = Kind.DOUBLE_FREE,
        malloc = true)
public final class DoubleFreeInALoop implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        long shared = heap.alloc(24);
        List<Long> meshes = List.of(heap.alloc(24), shared, heap.alloc(24), shared);
        for (long mesh : meshes) {
            heap.free(mesh, 24); // bug
        }
    }
}
