package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of {@code dev.mayfly.alloc} shows, compiled and run. */
class AllocSnippets {

    @Test
    void tick() {
        // @start region="tick"
        try (FrameArena scratch = FrameArena.create()) {
            for (int tick = 0; tick < 3; tick++) {
                long positions = scratch.alloc(1000 * Float.BYTES, Float.BYTES); // raw: an address
                Memory.putFloat(positions + 4, 1.5f);

                MemorySegment speeds = scratch.allocate(JAVA_FLOAT, 1000); // safe: a segment
                speeds.setAtIndex(JAVA_FLOAT, 1, 2.5f);

                scratch.freeAll(); // everything above is gone, in one step
            }
        }
        // @end
    }

    @Test
    void lifetime() {
        try (FrameArena scratch = FrameArena.create()) {
            // @start region="lifetime"
            MemorySegment kept = scratch.allocate(JAVA_INT, 10);
            scratch.freeAll();
            assertThrows(IllegalStateException.class, () -> kept.getAtIndex(JAVA_INT, 0));
            // @end
        }
    }

    @Test
    void savepoint() {
        try (FrameArena arena = FrameArena.create()) {
            long before = arena.used();
            // @start region="savepoint"
            try (var _ = arena.savepoint()) {
                long buffer = arena.alloc(4096, 16);
                Memory.putLong(buffer, 42);
            } // the buffer is gone; what was there before is not
            // @end
            assertEquals(before, arena.used());
        }
    }

    @Test
    void shadow() {
        try (StackAllocator stack = StackAllocator.create()) {
            // @start region="shadow"
            try (var _ = stack.push()) {
                long local = stack.alloc(64);
                Memory.putLong(local, 42);
                long shorter = stack.alloc(1024);
                stack.free(shorter, 1024); // the newest block may go before the others
            } // the rest is gone
            // @end
            assertEquals(0, stack.used());
        }
    }

    @Test
    void attempt() {
        try (FrameArena arena = FrameArena.create()) {
            // @start region="try"
            String outcome =
                    switch (arena.tryAlloc(1L << 40, 16)) {
                        case AllocResult.Ok(long address, long size) ->
                                size + " bytes at " + address;
                        case AllocResult.Failed(var error, var message) -> error + ": " + message;
                    };
            // @end
            assertEquals("BUFFER_TOO_LARGE", outcome.substring(0, outcome.indexOf(':')));
        }
    }
}
