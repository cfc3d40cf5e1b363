package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

class RadixSortTest {

    @ParameterizedTest
    @CsvSource({"0,8", "1,8", "2,16", "255,8", "256,16", "1000,9", "5000,24", "5000,32"})
    void shouldOrderLikeAStableSort(int count, int bits) {
        try (FrameArena scratch = FrameArena.create()) {
            Chance chance = new Chance(count);
            long keys = scratch.alloc(Math.max(count, 1) * Column.STRIDE);
            for (int i = 0; i < count; i++) {
                // Every other key among few, so that there are equal ones.
                int key = i % 2 == 0 ? (int) (chance.next() >>> 64 - bits) : chance.below(5);
                Column.putInt(keys, i, key);
            }
            List<Integer> expected =
                    IntStream.range(0, count)
                            .boxed()
                            .sorted(
                                    Comparator.comparing(
                                            i -> Integer.toUnsignedLong(Column.getInt(keys, i))))
                            .toList();
            long order = RadixSort.order(scratch, keys, count, bits);
            assertEquals(
                    expected,
                    IntStream.range(0, count).mapToObj(i -> Column.getInt(order, i)).toList());
        }
    }

    @Test
    void shouldLookAtNoMoreBitsThanItIsTold() {
        try (FrameArena scratch = FrameArena.create()) {
            long keys = scratch.alloc(2 * Column.STRIDE);
            Column.putInt(keys, 0, 0x0105);
            Column.putInt(keys, 1, 0x0004);
            long order = RadixSort.order(scratch, keys, 2, 8);
            assertEquals(1, Column.getInt(order, 0));
            Column.putInt(keys, 1, 0x0205);
            assertEquals(0, Column.getInt(RadixSort.order(scratch, keys, 2, 8), 0));
        }
    }
}
