package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.data.IntArray;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** An IntArray that nobody deletes. */
@Planted(what = "an IntArray that nobody deletes", kind = Kind.LEAK)
public final class ArrayNeverDeleted implements Program {

    @Override
    public void run(Lab lab) {
        IntArray scores = IntArray.create(lab.heap());
        for (int i = 0; i < 5; i++) {
            scores.add(i); // bug
        }
    }
}
