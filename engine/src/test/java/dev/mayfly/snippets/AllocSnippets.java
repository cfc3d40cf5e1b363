package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.PoolAllocator;
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
    void lives() {
        // @start region="lives"
        try (GeneralAllocator general = GeneralAllocator.create();
                PoolAllocator bullets = PoolAllocator.create(32, 16);
                FrameArena scratch = FrameArena.create();
                StackAllocator stack = StackAllocator.create()) {
            long map = general.alloc(1 << 20, 64); // until somebody frees it
            long bullet = bullets.alloc(32); // the same, and there are very many of 32 bytes
            for (int tick = 0; tick < 3; tick++) {
                long visible = scratch.alloc(4096); // until the tick ends
                try (var _ = stack.push()) {
                    long local = stack.alloc(256); // until the braces close
                    Memory.copy(map, local, 256);
                    Memory.copy(local, visible, 256);
                }
                scratch.freeAll();
            }
            bullets.free(bullet, 32);
            general.free(map, 1 << 20);
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
    void regions() {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            // @start region="regions"
            GeneralAllocator level = general.region("level-3");
            long name = general.alloc(64, 1); // outlives the level
            long mesh = level.alloc(4096, 16);
            long texture = level.alloc(1 << 20, 64);

            level.free(mesh, 4096); // one by one, if need be
            level.close(); // the rest at once: the texture is gone, the name is not
            general.free(name, 64);
            // @end
            assertThrows(MemoryException.class, () -> general.query(texture));
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

    @Test
    void failEach() {
        // @start region="failEach"
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (Level level = new Level(allocator)) {
                        level.addEnemies(1000);
                    }
                });
        // @end
    }

    /** What a user's own data structure might look like. */
    private static final class Level implements AutoCloseable {

        private final Allocator allocator;
        private final long map;
        private long enemies;
        private long enemyBytes;

        Level(Allocator allocator) {
            this.allocator = allocator;
            map = allocator.alloc(4096);
            try {
                enemyBytes = 256;
                enemies = allocator.alloc(enemyBytes);
            } catch (MemoryException failure) {
                allocator.free(map, 4096);
                throw failure;
            }
        }

        void addEnemies(int count) {
            long bytes = enemyBytes + 32L * count;
            enemies = allocator.resize(enemies, enemyBytes, bytes, 16);
            enemyBytes = bytes;
        }

        @Override
        public void close() {
            allocator.free(enemies, enemyBytes);
            allocator.free(map, 4096);
        }
    }
}
