package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.data.ByteArray;
import dev.mayfly.data.DoubleArray;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.LongArray;

import org.junit.jupiter.api.Test;

/** What the Javadoc of the arrays in {@code dev.mayfly.data} shows, compiled and run. */
class ArraySnippets {

    @Test
    void bytes() {
        try (GeneralAllocator allocator = GeneralAllocator.create()) {
            // @start region="byte"
            try (ByteArray tiles = ByteArray.create(allocator)) {
                tiles.add((byte) 3);
                tiles.addAll(new byte[] {1, 2});
                tiles.sort();
                int sum = 0;
                for (long i = 0; i < tiles.size(); i++) {
                    sum += tiles.get(i);
                }
                assertEquals(6, sum);
            } // its memory goes back to the allocator
            // @end
        }
    }

    @Test
    void ints() {
        try (GeneralAllocator allocator = GeneralAllocator.create()) {
            // @start region="int"
            try (IntArray scores = IntArray.create(allocator)) {
                scores.add(300);
                scores.addAll(new int[] {100, 200});
                scores.sort();
                int sum = 0;
                for (long i = 0; i < scores.size(); i++) {
                    sum += scores.get(i);
                }
                assertEquals(600, sum);
            } // its memory goes back to the allocator
            // @end
        }
    }

    @Test
    void longs() {
        try (GeneralAllocator allocator = GeneralAllocator.create()) {
            // @start region="long"
            try (LongArray ids = LongArray.create(allocator)) {
                ids.add(1L << 40);
                ids.addAll(new long[] {7, 11});
                ids.sort();
                assertEquals(1, ids.binarySearch(11));
                long last = ids.removeLast();
                assertEquals(1L << 40, last);
            } // its memory goes back to the allocator
            // @end
        }
    }

    @Test
    void floats() {
        try (GeneralAllocator allocator = GeneralAllocator.create()) {
            // @start region="float"
            try (FloatArray heights = FloatArray.create(allocator)) {
                heights.add(1.5f);
                heights.addAll(new float[] {0.5f, 1f});
                float sum = 0;
                for (long i = 0; i < heights.size(); i++) {
                    sum += heights.get(i);
                }
                assertEquals(3f, sum);
            } // its memory goes back to the allocator
            // @end
        }
    }

    @Test
    void doubles() {
        try (GeneralAllocator allocator = GeneralAllocator.create()) {
            // @start region="double"
            try (DoubleArray times = DoubleArray.create(allocator)) {
                times.add(16.6);
                times.addAll(new double[] {16.4, 33.3});
                times.sort();
                double median = times.get(times.size() / 2);
                assertEquals(16.6, median);
            } // its memory goes back to the allocator
            // @end
        }
    }

    // @start region="forget"
    /** Made once, and filled in every tick. */
    private static final class Near {

        private final IntArray indices;

        Near(Allocator scratch) {
            indices = IntArray.create(scratch);
        }

        void find(int[] distances) {
            indices.forget(); // the last tick's memory went with freeAll
            indices.reserve(64); // a first guess; the array grows where it stands
            for (int i = 0; i < distances.length; i++) {
                if (distances[i] < 100) {
                    indices.add(i);
                }
            }
        }
    }

    // @end

    @Test
    void forget() {
        try (FrameArena scratch = FrameArena.create()) {
            Near near = new Near(scratch);
            for (int tick = 0; tick < 3; tick++) {
                near.find(new int[] {20, 200, 99});
                assertArrayEquals(new int[] {0, 2}, near.indices.toArray());
                scratch.freeAll();
            }
        }
    }
}
