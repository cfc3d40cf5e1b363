package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.Garbage;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What memory holds after it was given back. */
class FrameArenaDebugTest {

    private static final byte POISON = (byte) 0xDD;

    private final FrameArena arena =
            FrameArena.builder().name("test").reserve(64 << 20).trimAfter(1000).build();

    @AfterEach
    void close() {
        arena.close();
    }

    private static void assertPoisoned(long address, long size) {
        for (long i = 0; i < size; i++) {
            assertEquals(POISON, Memory.getByte(address + i), "byte " + i);
        }
    }

    @Test
    void shouldPoisonWhatFreeAllGivesBack() {
        long block = arena.alloc(1000, 8);
        write(block, 1000, 1);
        arena.freeAll();
        assertPoisoned(block, 1000);
        assertEquals(block, arena.allocNonZeroed(1000, 8));
        assertPoisoned(block, 1000);
    }

    @Test
    void shouldPoisonWhatASavePointGivesBackAndNothingElse() {
        long outer = arena.alloc(1000, 8);
        write(outer, 1000, 1);
        long inner;
        try (SavePoint _ = arena.savepoint()) {
            inner = arena.alloc(1000, 8);
            write(inner, 1000, 2);
        }
        assertPoisoned(inner, 1000);
        assertWritten(outer, 1000, 1);
    }

    @Test
    void shouldStillHandOutZeroedMemory() {
        for (int tick = 0; tick < 5; tick++) {
            for (long size = 1; size < 200_000; size = size * 3 + 1) {
                long block = arena.alloc(size, 8);
                assertZero(block, size);
                write(block, size, tick);
                try (SavePoint _ = arena.savepoint()) {
                    long inner = arena.alloc(size, 8);
                    assertZero(inner, size);
                    write(inner, size, tick + 1);
                }
            }
            arena.freeAll();
        }
    }

    @Test
    void shouldPoisonOnlyWhatWasUsed() {
        long block = arena.alloc(100, 8);
        long committed = arena.committed();
        arena.freeAll();
        assertEquals(committed, arena.committed());
        assertPoisoned(block, 100);
        assertZero(block + 112, committed - 112);
        arena.trim();
        arena.freeAll();
        assertEquals(0, arena.committed());
    }

    @Test
    void shouldPoisonABufferWhileItLasts() {
        FixedBufferAllocator allocator;
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment buffer = memory.allocate(1000, 16);
            allocator = new FixedBufferAllocator(buffer);
            long block = allocator.alloc(100, 1);
            allocator.freeAll();
            assertPoisoned(block, 100);
            assertZero(buffer.address() + 100, 900);
            long _ = allocator.alloc(100, 1);
        }
        allocator.freeAll();
        allocator.close();
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int tick = 0; tick < 1000; tick++) {
                        Memory.putByte(arena.alloc(100, 8), (byte) 1);
                        try (SavePoint _ = arena.savepoint()) {
                            Memory.putByte(arena.alloc(100, 8), (byte) 1);
                        }
                        arena.freeAll();
                    }
                });
    }
}
