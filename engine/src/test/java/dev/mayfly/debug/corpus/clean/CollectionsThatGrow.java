package dev.mayfly.debug.corpus.clean;

import dev.mayfly.data.IntArray;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.debug.corpus.Clean;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Program;

/** Collections that move to larger blocks and are deleted. */
@Clean(what = "collections that move to larger blocks and are deleted")
public final class CollectionsThatGrow implements Program {

    @Override
    public void run(Lab lab) {
        IntArray numbers = IntArray.create(lab.heap());
        LongLongMap squares = LongLongMap.create(lab.heap());
        for (int i = 0; i < 1000; i++) {
            numbers.add(i);
            squares.put(i, (long) i * i);
        }
        numbers.delete();
        squares.delete();
    }
}
