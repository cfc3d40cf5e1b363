package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.ContextSnapshot;
import dev.mayfly.context.Contextless;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;

/** What the Javadoc of {@code dev.mayfly.context} shows, compiled and run. */
class ContextSnippets {

    private static MemorySegment loadLevel() {
        return Mem.make(JAVA_BYTE, 100);
    }

    @Test
    void use() {
        try (FrameArena levelArena = FrameArena.create();
                var _ = Context.defaultContext()) {
            // @start region="use"
            try (var _ = Context.use(levelArena)) {
                loadLevel(); // and whatever it calls allocates from levelArena
            } // the old allocator is back, exception or not
            // @end
            assertEquals(100, levelArena.used());
            assertSame(GeneralAllocator.shared(), Context.current().allocator());
        }
    }

    @Test
    void callback() {
        MemorySegment message = MemorySegment.ofArray(new byte[] {1, 2, 3});
        // @start region="callback"
        try (var _ = Context.defaultContext()) {
            MemorySegment copy = Mem.newClone(Mem.temp(), message);
            assertEquals(3, copy.byteSize());
        }
        // @end
    }

    // @start region="contextless"
    @Contextless
    void pressed(int key) {
        try (var _ = Context.defaultContext()) {
            MemorySegment keys = Mem.make(Mem.temp(), JAVA_INT, 8); // has a context
            keys.setAtIndex(JAVA_INT, 0, key);
        }
    }

    // @end

    @Test
    void contextless() {
        pressed(32);
        assertFalse(Context.isPresent());
    }

    @Test
    void snapshot() throws InterruptedException {
        AtomicReference<Object> seen = new AtomicReference<>();
        try (FrameArena levelArena = FrameArena.create();
                var _ = Context.defaultContext();
                var _ = Context.use(levelArena)) {
            // @start region="snapshot"
            ContextSnapshot snapshot = ContextSnapshot.take();
            Thread worker =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try (FrameArena scratch = FrameArena.create();
                                                var _ = snapshot.open(scratch)) {
                                            seen.set(Context.current().allocator());
                                        }
                                    });
            worker.join();
            // @end
            assertSame(levelArena, seen.get());
        }
    }
}
