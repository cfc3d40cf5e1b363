package dev.mayfly.debug.corpus.bugs;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.debug.corpus.Kind;
import dev.mayfly.debug.corpus.Lab;
import dev.mayfly.debug.corpus.Planted;
import dev.mayfly.debug.corpus.Program;
import dev.mayfly.memory.Memory;

/** A C string without room for its terminator. */
@Planted(what = "a C string without room for its terminator", kind = Kind.OVERRUN, malloc = true)
public final class OverrunByATerminator implements Program {

    @Override
    public void run(Lab lab) {
        Allocator heap = lab.heap();
        String text = "player one is ready to go";
        long name = heap.allocNonZeroed(text.length(), 1); // bug
        for (int i = 0; i < text.length(); i++) {
            Memory.putByte(name + i, (byte) text.charAt(i));
        }
        Memory.putByte(name + text.length(), (byte) 0);
        heap.free(name, text.length());
    }
}
