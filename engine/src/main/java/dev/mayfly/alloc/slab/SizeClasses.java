package dev.mayfly.alloc.slab;

/**
 * The sizes that blocks come in: eight between a power of two and the next, as jemalloc spaces
 * them.
 *
 * <p>Sizes are multiples of 16 bytes, what every scalar needs. Beyond that rounding a block is at
 * most an eighth larger than what was asked for. A request that is rounded up to a multiple of its
 * alignment gets a class whose size is a multiple of it too, so blocks laid end to end are aligned.
 */
public final class SizeClasses {

    /** Bytes in the largest block of a slab; what is larger comes from malloc. */
    public static final int LARGEST = 32 * 1024;

    private static final int GRAIN_SHIFT = 4;
    private static final int GRAIN = 1 << GRAIN_SHIFT;

    /** How many classes there are. */
    public static final int COUNT = compute(LARGEST) + 1;

    /** One more than the grains in the largest block. */
    static final int GRAINS = (LARGEST >> GRAIN_SHIFT) + 1;

    /** Class by size in grains. */
    private static final byte[] CLASS_OF = new byte[GRAINS];

    private static final int[] SIZES = new int[COUNT];

    /** Bit n stands for alignment n: 1, 2, 4, 8 and 16, which every block has. */
    private static final long NATURAL_ALIGNMENTS = 0x1_0116L;

    static {
        for (int size = LARGEST; size > 0; size -= GRAIN) {
            CLASS_OF[size >> GRAIN_SHIFT] = (byte) compute(size);
        }
        for (int size = GRAIN; size <= LARGEST; size += GRAIN) {
            SIZES[compute(size)] = size;
        }
    }

    private SizeClasses() {}

    /**
     * Whether blocks of this size come from slabs.
     *
     * @param size bytes, anything
     * @return false for what is too large and for negative sizes, but for those from -15 on: they
     *     and 0 are 0 {@link #grains}, for which nobody has a bin
     */
    public static boolean isSmall(long size) {
        return (size + (GRAIN - 1)) >>> GRAIN_SHIFT < GRAINS;
    }

    /**
     * Whether every block has this alignment.
     *
     * @param alignment bytes, anything
     * @return false for what is no alignment at all
     */
    public static boolean isNatural(long alignment) {
        return Long.compareUnsigned(alignment, GRAIN) <= 0
                && (NATURAL_ALIGNMENTS >>> alignment & 1) != 0;
    }

    /**
     * The class whose blocks a request gets.
     *
     * @param size bytes, 1 or more and {@linkplain #isSmall small}
     * @return from 0 to {@link #COUNT} - 1
     */
    public static int of(long size) {
        return CLASS_OF[grains(size)];
    }

    /**
     * A size in grains of 16 bytes, rounded up: a finer measure than the class, and quicker to
     * find.
     *
     * @param size bytes, {@linkplain #isSmall small}
     * @return from 0 to 2048
     */
    public static int grains(long size) {
        return (int) ((size + (GRAIN - 1)) >>> GRAIN_SHIFT);
    }

    /**
     * How large the blocks of a class are.
     *
     * @param sizeClass from 0 to {@link #COUNT} - 1
     * @return bytes
     */
    public static int sizeOf(int sizeClass) {
        return SIZES[sizeClass];
    }

    /** The first eight classes are a grain apart, the next eight too, then two, then four … */
    private static int compute(int size) {
        int grains = ((size + (GRAIN - 1)) >>> GRAIN_SHIFT) - 1;
        if (grains < 8) {
            return grains;
        }
        int octave = 31 - Integer.numberOfLeadingZeros(grains);
        return (octave - 2) * 8 + ((grains >>> (octave - 3)) & 7);
    }
}
