package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.DoubleArray;
import dev.mayfly.data.Doubles;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.Floats;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.Ints;
import dev.mayfly.data.LongArray;
import dev.mayfly.data.Longs;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of the bulk operations shows, compiled and run. */
class KernelSnippets {

    @Test
    void floats() {
        try (FrameArena scratch = FrameArena.create()) {
            FloatArray xs = FloatArray.create(scratch);
            FloatArray speeds = FloatArray.create(scratch);
            xs.addAll(new float[] {0, 10, 20});
            speeds.addAll(new float[] {1, 2, -3});
            // @start region="float"
            MemorySegment x = xs.segment();
            MemorySegment vx = speeds.segment();
            float dt = 0.5f;
            Floats.addScaled(x, vx, dt); // x[i] += vx[i] * dt
            Floats.clamp(x, 0, 15);
            IntArray atTheWall = IntArray.create(scratch);
            Floats.whereEqual(x, 15, atTheWall); // their indices
            // @end
            assertArrayEquals(new float[] {0.5f, 11, 15}, xs.toArray());
            assertArrayEquals(new int[] {2}, atTheWall.toArray());
        }
    }

    @Test
    void doubles() {
        try (FrameArena scratch = FrameArena.create()) {
            DoubleArray prices = DoubleArray.create(scratch);
            DoubleArray amounts = DoubleArray.create(scratch);
            prices.addAll(new double[] {2.5, 4});
            amounts.addAll(new double[] {2, 1});
            // @start region="double"
            double bill = Doubles.dot(prices.segment(), amounts.segment());
            double dearest = Doubles.max(prices.segment());
            // @end
            assertEquals(9, bill);
            assertEquals(4, dearest);
        }
    }

    @Test
    void ints() {
        try (FrameArena scratch = FrameArena.create()) {
            IntArray counts = IntArray.create(scratch);
            counts.addAll(new int[] {3, 0, 2});
            // @start region="int"
            MemorySegment starts = counts.segment(); // how many there are in each cell of a grid
            int all = Ints.prefixSumBefore(starts); // where each cell begins
            // @end
            assertEquals(5, all);
            assertArrayEquals(new int[] {0, 3, 3}, counts.toArray());
        }
    }

    @Test
    void longs() {
        try (FrameArena scratch = FrameArena.create()) {
            LongArray depths = LongArray.create(scratch);
            IntArray sprites = IntArray.create(scratch);
            depths.addAll(new long[] {30, 10, 20});
            sprites.addAll(new int[] {7, 8, 9});
            // @start region="long"
            Longs.sortWithInts(scratch, depths.segment(), sprites.segment());
            // @end
            assertArrayEquals(new long[] {10, 20, 30}, depths.toArray());
            assertArrayEquals(new int[] {8, 9, 7}, sprites.toArray());
        }
    }
}
