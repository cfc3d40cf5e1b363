package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.NativeLibrary;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;

/** A native library that allocates through the game and is not told to free. */
@Planted(
        what = "a native library that allocates through the game and is not told to free",
        kind = Kind.LEAK,
        malloc = true)
public final class NativeLibraryLeak implements Program {

    @Override
    public void run(Lab lab) throws Exception {
        NativeLibrary.callBack(() -> lab.heap().alloc(72)); // bug
    }
}
