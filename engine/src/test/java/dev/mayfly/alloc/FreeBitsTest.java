package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.TreeSet;

class FreeBitsTest {

    @Test
    void shouldAgreeWithASortedSetWhateverItsSize() {
        for (int size : new int[] {1, 2, 63, 64, 65, 4095, 4096, 4097, 300_000}) {
            FreeBits bits = new FreeBits(size);
            TreeSet<Integer> model = new TreeSet<>();
            Random random = new Random(20261120L + size);
            for (int step = 0; step < 20_000; step++) {
                int number = random.nextInt(size);
                if (random.nextInt(5) < 2) {
                    bits.add(number);
                    model.add(number);
                } else {
                    bits.remove(number);
                    model.remove(number);
                }
                assertEquals(model.contains(number), bits.has(number));
                assertEquals(model.isEmpty(), bits.isEmpty());
                if (!model.isEmpty()) {
                    assertEquals(model.first(), bits.first());
                }
            }
            bits.clear();
            assertTrue(bits.isEmpty());
            model.forEach(number -> assertFalse(bits.has(number)));
        }
    }

    @Test
    void shouldHaveNothingBeyondItsSize() {
        FreeBits bits = new FreeBits(100);
        for (int number = 0; number < 100; number++) {
            bits.add(number);
        }
        assertTrue(bits.has(99));
        assertFalse(bits.has(100));
        assertFalse(bits.has(128));
        assertFalse(bits.has(1 << 30));
    }
}
