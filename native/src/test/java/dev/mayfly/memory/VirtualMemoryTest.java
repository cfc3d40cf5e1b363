package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VirtualMemoryTest {

    private static final long PAGE = VirtualMemory.pageSize();

    @Test
    void shouldKnowThePageSize() {
        assertTrue(PAGE >= 4096);
        assertEquals(1, Long.bitCount(PAGE));
        assertEquals(0, VirtualMemory.roundUp(0));
        assertEquals(PAGE, VirtualMemory.roundUp(1));
        assertEquals(PAGE, VirtualMemory.roundUp(PAGE));
        assertEquals(2 * PAGE, VirtualMemory.roundUp(PAGE + 1));
    }

    @Test
    void shouldReserveCommitAndRelease() {
        long base = VirtualMemory.reserve(16 * PAGE);
        try {
            assertEquals(0, base % PAGE);
            VirtualMemory.commit(base + 4 * PAGE, 2 * PAGE);
            assertEquals(0, Memory.getLong(base + 4 * PAGE));
            Memory.putLong(base + 6 * PAGE - 8, 42);
            assertEquals(42, Memory.getLong(base + 6 * PAGE - 8));
        } finally {
            VirtualMemory.release(base, 16 * PAGE);
        }
    }

    @Test
    void shouldKeepWhatCommittedPagesHoldWhenTheyAreCommittedAgain() {
        long base = VirtualMemory.reserve(2 * PAGE);
        VirtualMemory.commit(base, PAGE);
        Memory.putLong(base, 7);
        VirtualMemory.commit(base, 2 * PAGE);
        assertEquals(7, Memory.getLong(base));
        VirtualMemory.release(base, 2 * PAGE);
    }

    @Test
    void shouldReadZeroAfterPagesWereGivenBack() {
        long base = VirtualMemory.reserve(4 * PAGE);
        VirtualMemory.commit(base, 4 * PAGE);
        Memory.fill(base, 4 * PAGE, (byte) 1);
        VirtualMemory.decommit(base + PAGE, 2 * PAGE);
        VirtualMemory.commit(base + PAGE, 2 * PAGE);
        assertEquals(1, Memory.getByte(base + PAGE - 1));
        assertEquals(0, Memory.getLong(base + PAGE));
        assertEquals(0, Memory.getLong(base + 3 * PAGE - 8));
        assertEquals(1, Memory.getByte(base + 3 * PAGE));
        VirtualMemory.release(base, 4 * PAGE);
    }

    @Test
    void shouldProtectPagesAndOpenThemAgain() {
        long base = VirtualMemory.reserve(PAGE);
        VirtualMemory.commit(base, PAGE);
        Memory.putInt(base, 5);
        VirtualMemory.protect(base, PAGE, Protection.READ);
        assertEquals(5, Memory.getInt(base));
        VirtualMemory.protect(base, PAGE, Protection.NONE);
        VirtualMemory.protect(base, PAGE, Protection.READ_WRITE);
        Memory.putInt(base, 6);
        assertEquals(6, Memory.getInt(base));
        VirtualMemory.release(base, PAGE);
    }

    @Test
    void shouldSayWhyTheSystemRefuses() {
        PageException refused =
                assertThrows(PageException.class, () -> VirtualMemory.reserve(1L << 60));
        assertTrue(refused.code() != 0);
        assertTrue(refused.getMessage().contains(Long.toString(1L << 60)), refused.getMessage());
        assertThrows(PageException.class, () -> VirtualMemory.commit(PAGE, PAGE));
    }

    @Test
    void shouldRefuseWhatIsNotWholePages() {
        assertThrows(IllegalArgumentException.class, () -> VirtualMemory.reserve(0));
        assertThrows(IllegalArgumentException.class, () -> VirtualMemory.reserve(-PAGE));
        assertThrows(IllegalArgumentException.class, () -> VirtualMemory.reserve(PAGE + 1));
        assertThrows(IllegalArgumentException.class, () -> VirtualMemory.commit(8, PAGE));
        assertThrows(IllegalArgumentException.class, () -> VirtualMemory.decommit(0, 1));
    }

    @Test
    void shouldTakeAdviceOnHugePagesWithoutHarm() {
        long size = VirtualMemory.roundUp(8 << 20);
        long base = VirtualMemory.reserve(size);
        VirtualMemory.adviseHugePages(base, size);
        VirtualMemory.commit(base, size);
        assertEquals(0, Memory.getLong(base + size - 8));
        VirtualMemory.release(base, size);
    }

    @Test
    void shouldChooseBySystemAndNameTheOneItDoesNotKnow() {
        assertInstanceOf(PosixPages.class, VirtualMemory.forSystem("Linux"));
        UnsupportedOperationException unknown =
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> VirtualMemory.forSystem("Plan 9"));
        assertTrue(unknown.getMessage().contains("Plan 9"), unknown.getMessage());
    }
}
