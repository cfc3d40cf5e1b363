package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;
import static dev.mayfly.alloc.MemoryChecks.assertWritten;
import static dev.mayfly.alloc.MemoryChecks.assertZero;
import static dev.mayfly.alloc.MemoryChecks.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

class FixedBufferAllocatorTest extends BumpContract {

    private static final long ROOM = 4 << 20;

    private final Arena memory = Arena.ofConfined();

    @AfterEach
    void closeMemory() {
        memory.close();
    }

    @Override
    FixedBufferAllocator create() {
        MemorySegment buffer = memory.allocate(ROOM, 1 << 16);
        buffer.fill((byte) 0x55);
        return new FixedBufferAllocator(buffer);
    }

    @Test
    void shouldNeverTouchWhatIsBeyondTheBuffer() {
        MemorySegment whole = memory.allocate(300, 1);
        write(whole.address(), 300, 7);
        try (FixedBufferAllocator allocator = new FixedBufferAllocator(whole.asSlice(100, 100))) {
            for (int round = 0; round < 3; round++) {
                assertZero(allocator.alloc(37, 1), 37);
                long rest = allocator.alloc(63, 1);
                assertZero(rest, 63);
                write(rest, 63, round);
                assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(1, 1));
                allocator.freeAll();
            }
        }
        byte[] before = whole.toArray(JAVA_BYTE);
        write(whole.address(), 300, 7);
        byte[] pattern = whole.toArray(JAVA_BYTE);
        for (int i = 0; i < 300; i++) {
            if (i < 100 || i >= 200) {
                assertEquals(pattern[i], before[i], "byte " + i);
            }
        }
    }

    @Test
    void shouldWorkInABufferThatIsNotAligned() {
        MemorySegment whole = memory.allocate(100, 64);
        try (FixedBufferAllocator allocator = new FixedBufferAllocator(whole.asSlice(1, 98))) {
            assertEquals(whole.address() + 64, allocator.alloc(32, 64));
            assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(1, 64));
            assertEquals(whole.address() + 96, allocator.alloc(3, 1));
            assertFails(MemoryError.OUT_OF_MEMORY, () -> allocator.alloc(1, 1));
        }
    }

    @Test
    void shouldRefuseABufferThatItCannotAllocateFrom() {
        assertFails(
                MemoryError.INVALID_ARGUMENT,
                () -> new FixedBufferAllocator(MemorySegment.ofArray(new byte[10])));
        MemorySegment readOnly = memory.allocate(10).asReadOnly();
        assertFails(MemoryError.INVALID_ARGUMENT, () -> new FixedBufferAllocator(readOnly));
    }

    @Test
    void shouldGiveSegmentsTheLifetimeOfTheBuffer() {
        MemorySegment kept;
        try (Arena shorter = Arena.ofConfined()) {
            FixedBufferAllocator allocator = new FixedBufferAllocator(shorter.allocate(100, 8));
            kept = allocator.allocate(10, 1);
            allocator.freeAll();
            write(kept.address(), 10, 1);
            assertWritten(kept.address(), 10, 1);
            kept.set(JAVA_BYTE, 0, (byte) 1);
        }
        assertThrows(IllegalStateException.class, () -> kept.get(JAVA_BYTE, 0));
    }
}
