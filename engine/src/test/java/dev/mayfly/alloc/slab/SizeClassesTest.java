package dev.mayfly.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SizeClassesTest {

    @Test
    void shouldGiveEverySizeTheSmallestClassThatHoldsIt() {
        for (int size = 1; size <= SizeClasses.LARGEST; size++) {
            int sizeClass = SizeClasses.of(size);
            assertTrue(SizeClasses.sizeOf(sizeClass) >= size);
            if (sizeClass > 0) {
                assertTrue(SizeClasses.sizeOf(sizeClass - 1) < size);
            }
        }
    }

    @Test
    void shouldWasteAnEighthAtMostBeyondRoundingToSixteen() {
        for (int size = 16; size <= SizeClasses.LARGEST; size += 16) {
            int block = SizeClasses.sizeOf(SizeClasses.of(size));
            assertTrue((block - size) * 8 <= block, size + " bytes get " + block);
        }
    }

    @Test
    void shouldGiveSizesThatAreMultiplesOfAnAlignmentClassesThatAreToo() {
        for (int alignment = 16; alignment <= SizeClasses.LARGEST; alignment *= 2) {
            for (int size = alignment; size <= SizeClasses.LARGEST; size += alignment) {
                assertEquals(0, SizeClasses.sizeOf(SizeClasses.of(size)) % alignment);
            }
        }
    }

    @Test
    void shouldKnowWhatIsSmall() {
        assertTrue(SizeClasses.isSmall(1));
        assertTrue(SizeClasses.isSmall(SizeClasses.LARGEST));
        assertFalse(SizeClasses.isSmall(SizeClasses.LARGEST + 1));
        assertFalse(SizeClasses.isSmall(Long.MAX_VALUE));
        assertFalse(SizeClasses.isSmall(1L << 36));
        assertFalse(SizeClasses.isSmall(-16));
        assertFalse(SizeClasses.isSmall(Long.MIN_VALUE));
    }

    @Test
    void shouldMeasureInGrainsAndGiveNothingNone() {
        assertEquals(1, SizeClasses.grains(1));
        assertEquals(1, SizeClasses.grains(16));
        assertEquals(2, SizeClasses.grains(17));
        assertEquals(2048, SizeClasses.grains(SizeClasses.LARGEST));
        for (long size = -15; size <= 0; size++) {
            assertEquals(0, SizeClasses.grains(size));
        }
    }

    @Test
    void shouldKnowWhichAlignmentsEveryBlockHas() {
        for (long alignment = -100; alignment <= 200; alignment++) {
            boolean natural = alignment > 0 && alignment <= 16 && Long.bitCount(alignment) == 1;
            assertEquals(natural, SizeClasses.isNatural(alignment), "alignment " + alignment);
        }
        assertFalse(SizeClasses.isNatural(Long.MIN_VALUE));
    }
}
