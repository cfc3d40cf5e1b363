package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

class MemoryTest {

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment block = arena.allocate(4096, 64);
    private final long address = block.address();

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void shouldReadBackWhatItWroteAtEveryAlignment() {
        for (int offset = 0; offset < 9; offset++) {
            long at = address + offset;
            Memory.putByte(at, (byte) -5);
            assertEquals(-5, Memory.getByte(at));
            Memory.putShort(at, (short) -12345);
            assertEquals(-12345, Memory.getShort(at));
            Memory.putInt(at, 0x80000001);
            assertEquals(0x80000001, Memory.getInt(at));
            Memory.putLong(at, Long.MIN_VALUE + 3);
            assertEquals(Long.MIN_VALUE + 3, Memory.getLong(at));
            Memory.putFloat(at, 1.5e-40f);
            assertEquals(1.5e-40f, Memory.getFloat(at));
            Memory.putDouble(at, Math.PI);
            assertEquals(Math.PI, Memory.getDouble(at));
        }
    }

    @Test
    void shouldSeeTheSameBytesAsASegment() {
        Memory.putInt(address + 8, 0x01020304);
        assertEquals(0x01020304, block.get(ValueLayout.JAVA_INT, 8));
    }

    @Test
    void shouldCopyRangesThatOverlap() {
        for (int i = 0; i < 100; i++) {
            Memory.putByte(address + i, (byte) i);
        }
        Memory.copy(address, address + 10, 90);
        for (int i = 0; i < 90; i++) {
            assertEquals(i, Memory.getByte(address + 10 + i));
        }
        Memory.copy(address + 10, address, 90);
        for (int i = 0; i < 90; i++) {
            assertEquals(i, Memory.getByte(address + i));
        }
        Memory.copy(address, address + 1, 0);
        assertEquals(1, Memory.getByte(address + 1));
    }

    @Test
    void shouldFillExactlyTheRange() {
        for (int size = 0; size < 70; size++) {
            Memory.fill(address, 100, (byte) 9);
            Memory.fill(address + 10, size, (byte) -1);
            for (int i = 0; i < 100; i++) {
                int expected = i >= 10 && i < 10 + size ? -1 : 9;
                assertEquals(expected, Memory.getByte(address + i), size + " bytes, byte " + i);
            }
        }
        Memory.zero(address, 4096);
        assertEquals(-1, block.mismatch(arena.allocate(4096)));
    }

    @Test
    void shouldFillRangesOfManySteps() {
        long size = (3 << 20) + 17;
        MemorySegment big = arena.allocate(size + 1);
        Memory.fill(big.address(), size, (byte) 7);
        assertEquals(7, big.get(ValueLayout.JAVA_BYTE, size - 1));
        assertEquals(0, big.get(ValueLayout.JAVA_BYTE, size));
        assertEquals(7, big.get(ValueLayout.JAVA_BYTE, 1 << 20));
        assertEquals(7, big.get(ValueLayout.JAVA_BYTE, (1 << 20) - 1));
    }

    @Test
    void shouldBoundTheSegmentsItMakes() {
        MemorySegment segment = Memory.segment(address, 10);
        segment.set(ValueLayout.JAVA_BYTE, 9, (byte) 1);
        assertEquals(1, Memory.getByte(address + 9));
        assertThrows(IndexOutOfBoundsException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 10));
    }

    @Test
    void shouldEndASegmentWithItsLifetime() {
        Arena lifetime = Arena.ofConfined();
        MemorySegment segment = Memory.segment(address, 10, lifetime);
        assertEquals(10, segment.byteSize());
        segment.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        lifetime.close();
        assertThrows(IllegalStateException.class, () -> segment.get(ValueLayout.JAVA_BYTE, 0));
        assertEquals(1, Memory.getByte(address));
    }
}
