package dev.mayfly.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What benchmarks allocate: the same sizes in the same order for everybody. */
final class Sizes {

    /** Allocations in a tick. */
    static final int PER_TICK = 1000;

    /** Long-lived allocations in a call, a multiple of {@link #BATCH}. */
    static final int PER_CALL = 1024;

    /** Long-lived allocations in a batch. */
    static final int BATCH = 16;

    /** The one size of those who always want the same, bytes: a cache line. */
    static final int FIXED = 64;

    /** Where blocks stand, bytes; the same for everybody too. */
    static final int ALIGNMENT = 16;

    /** Enough for any tick here, bytes. */
    static final int CAPACITY = 1 << 20;

    private static final long SEED = 20260101;

    private Sizes() {}

    /** The sizes of a small object or two vectors: 16 to 47 bytes. */
    static int[] small() {
        return between(16, 47);
    }

    /** The same sizes again and again. */
    static int[] small(int count) {
        int[] thousand = small();
        return IntStream.range(0, count).map(i -> thousand[i % thousand.length]).toArray();
    }

    /** Enough for a tick of these, bytes. */
    static int capacity(int[] sizes) {
        long bytes = Arrays.stream(sizes).mapToLong(size -> size + ALIGNMENT).sum();
        return Math.toIntExact(Math.max(bytes, CAPACITY));
    }

    /**
     * Random sizes.
     *
     * @param least bytes, 8 or more, because every block takes an 8-byte store
     * @param most bytes
     */
    static int[] between(int least, int most) {
        SplittableRandom random = new SplittableRandom(SEED);
        return random.ints(PER_TICK, least, most + 1).toArray();
    }

    /** The blocks of a tick in another order than that of their allocation. */
    static int[] shuffledTick() {
        SplittableRandom random = new SplittableRandom(SEED);
        int[] order = IntStream.range(0, PER_TICK).toArray();
        for (int i = PER_TICK - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
        return order;
    }

    /** The sizes of long-lived objects: 16 to 255 bytes. */
    static int[] longLived() {
        return new SplittableRandom(SEED).ints(PER_CALL, 16, 256).toArray();
    }

    /** Every size {@link #FIXED}. */
    static int[] fixed() {
        int[] sizes = new int[PER_CALL];
        Arrays.fill(sizes, FIXED);
        return sizes;
    }

    /** From 16 bytes to 32 KiB, each doubling as often as the next. */
    static int[] mixed() {
        return new SplittableRandom(SEED)
                .doubles(PER_CALL, 4, 15)
                .mapToInt(exponent -> (int) Math.pow(2, exponent))
                .toArray();
    }
}
