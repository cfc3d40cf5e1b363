package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Mem;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of {@code dev.mayfly} shows, compiled and run. */
class MemSnippets {

    @Test
    void builtins() {
        Context.runDefault(
                () -> {
                    // @start region="builtins"
                    MemorySegment scores = Mem.make(JAVA_INT, 10); // from the current allocator
                    MemorySegment sorted =
                            Mem.newClone(Mem.temp(), scores); // in scratch: nobody frees it
                    MemorySegment saved =
                            Mem.newClone(HeapAllocator.INSTANCE, scores); // from this one

                    Mem.delete(scores);
                    Mem.delete(HeapAllocator.INSTANCE, saved);
                    // @end
                    assertEquals(40, sorted.byteSize());
                });
    }
}
