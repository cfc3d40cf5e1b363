package dev.mayfly.bench;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What a measured tick allocates: the same sizes in the same order for everybody. */
final class Sizes {

    /** Allocations in a tick. */
    static final int PER_TICK = 1000;

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
}
