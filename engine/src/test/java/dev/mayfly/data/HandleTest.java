package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleTest {

    @Test
    void shouldKeepItsPartsApart() {
        long handle = Handle.of(3, 70_000, 5);
        assertEquals(3, Handle.map(handle));
        assertEquals(70_000, Handle.generation(handle));
        assertEquals(5, Handle.slot(handle));
        assertEquals("slot 5, generation 70000, map 3", Handle.toString(handle));
    }

    @Test
    void shouldKeepTheLargestPartsApart() {
        long handle = Handle.of(Handle.LAST_MAP, Handle.LAST_GENERATION, SlotMap.MOST_SLOTS - 1);
        assertTrue(handle > 0);
        assertTrue(Handle.isWellFormed(handle));
        assertEquals(Handle.LAST_MAP, Handle.map(handle));
        assertEquals(Handle.LAST_GENERATION, Handle.generation(handle));
        assertEquals(SlotMap.MOST_SLOTS - 1, Handle.slot(handle));
    }

    @Test
    void shouldCallZeroNone() {
        assertTrue(Handle.isNone(Handle.NONE));
        assertFalse(Handle.isWellFormed(Handle.NONE));
        assertEquals("none", Handle.toString(0));
        assertFalse(Handle.isNone(Handle.of(1, 1, 0)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 42, 1L << 24, 1L << 52, 0xFFFFFF, Long.MIN_VALUE, 1L << 52 | 7})
    void shouldRecogniseWhatIsNoHandle(long number) {
        assertFalse(Handle.isWellFormed(number));
        assertEquals("0x" + Long.toHexString(number), Handle.toString(number));
    }

    @Test
    void shouldHaveNoHandleOfTheSlotThatEndsTheFreeList() {
        assertFalse(Handle.isWellFormed(Handle.of(1, 1, Handle.SLOT_MASK)));
    }
}
