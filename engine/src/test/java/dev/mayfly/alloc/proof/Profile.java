package dev.mayfly.alloc.proof;

import java.util.SplittableRandom;

/** What a long random program is like: sizes, alignments, how much is live, which operations. */
enum Profile {
    /** Very many very small blocks. */
    TINY(6, 4, 800, 1, 256, new Weights(12, 2, 10, 1, 0)),
    /** A bit of everything. */
    MIXED(9, 6, 500, 4, 128, new Weights(10, 6, 8, 4, 8)),
    /** Alignments up to two pages. */
    ALIGNED(8, 13, 200, 4, 256, new Weights(10, 4, 8, 2, 2)),
    /** Blocks that grow and shrink all the time. */
    GROWING(11, 4, 60, 2, 128, new Weights(4, 16, 4, 2, 4)),
    /** Few blocks, all of them young, between save points. */
    SHALLOW(10, 6, 30, 8, 256, new Weights(12, 4, 12, 6, 16)),
    /** More than there is memory for. */
    HUNGRY(10, 6, 2000, 4, 8, new Weights(14, 4, 6, 0, 1));

    /** How often which kind of operation is taken. */
    private record Weights(int alloc, int resize, int free, int freeAll, int save) {}

    private static final int TABLE = 4096;

    private final int sizeBits;
    private final int alignmentBits;
    private final int youth;
    private final int tail;
    private final Operation[] table = new Operation[TABLE];

    /** How many blocks are live at once at most. */
    final int mostBlocks;

    /**
     * @param sizeBits sizes go up to 2 to this, smaller ones more often
     * @param alignmentBits alignments go up to 2 to this
     * @param youth one in so many steps picks any block, the others one of the newest
     * @param tail one size in so many is a large one
     */
    Profile(int sizeBits, int alignmentBits, int mostBlocks, int youth, int tail, Weights weights) {
        this.sizeBits = sizeBits;
        this.alignmentBits = alignmentBits;
        this.mostBlocks = mostBlocks;
        this.youth = youth;
        this.tail = tail;
        int filled = 0;
        // Failing costs a thousand times as much as allocating, and giving up everything ends the
        // chances for whatever takes many steps to happen; so these are rare.
        filled = fill(filled, 12, Operation.MISUSE);
        filled = fill(filled, 12, Operation.NOTHING);
        filled = fill(filled, 12, Operation.UPKEEP);
        filled = fill(filled, 80, Operation.QUERY);
        filled = fill(filled, 2 * weights.freeAll, Operation.FREE_ALL);
        filled = fill(filled, 8 * weights.save, Operation.SAVE);
        filled = fill(filled, 8 * weights.save, Operation.RESTORE);
        int rest = TABLE - filled;
        int sum = weights.alloc + weights.resize + weights.free;
        filled =
                fill(
                        filled,
                        rest * weights.resize / sum,
                        Operation.RESIZE,
                        Operation.RESIZE_NON_ZEROED);
        filled =
                fill(
                        filled,
                        rest * weights.free / sum,
                        Operation.FREE,
                        Operation.FREE,
                        Operation.FREE_UNKNOWN_SIZE,
                        Operation.FREE_BY_RESIZE);
        fill(
                filled,
                TABLE - filled,
                Operation.ALLOC,
                Operation.ALLOC,
                Operation.ALLOC_NON_ZEROED,
                Operation.ALLOC_NON_ZEROED,
                Operation.ALLOC_BY_RESIZE,
                Operation.SEGMENT,
                Operation.SEGMENT_NON_ZEROED);
    }

    private int fill(int from, int count, Operation... operations) {
        for (int i = 0; i < count; i++) {
            table[from + i] = operations[i % operations.length];
        }
        return from + count;
    }

    Operation operation(SplittableRandom random) {
        return table[random.nextInt() & (TABLE - 1)];
    }

    /** Small mostly; large ones go up to 40,000 bytes, and one in 32 of them to 600,000. */
    long size(SplittableRandom random) {
        if (random.nextInt(tail) == 0) {
            return 1 + random.nextInt(random.nextInt(32) == 0 ? 600_000 : 40_000);
        }
        int bits = 1 + random.nextInt(sizeBits);
        return 1 + (random.nextInt() & ((1 << bits) - 1));
    }

    /** Small mostly, as sizes are. */
    long alignment(SplittableRandom random) {
        int highest = random.nextInt(1 + alignmentBits);
        return 1L << random.nextInt(1 + highest);
    }

    int pick(SplittableRandom random) {
        int any = random.nextInt() & Integer.MAX_VALUE;
        return youth > 1 && any % youth != 0 ? (any >>> 8) & 7 : any >>> 4;
    }
}
