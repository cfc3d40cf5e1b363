package dev.mayfly.data;

/**
 * Reads the parts of a {@link SlotMap}'s handle, which is a plain {@code long}.
 *
 * <pre>
 *  63  62      52  51                24  23            0
 * | 0 |    map   |     generation      |      slot      |
 * </pre>
 *
 * <p>A handle is never negative and never 0. Nobody needs to know more than that: a map tells by
 * itself whether a handle is good. The parts are for messages, tests and tables of one's own that
 * are indexed by slot.
 *
 * <p>A handle's bits hold the number of its map, and maps are numbered as a program makes them. The
 * same game played twice in one program has other handles the second time: what is to be the same
 * in every run, a checksum, a save, a message to another machine, takes {@link SlotMap#row rows},
 * or slots and generations, and never whole handles.
 *
 * <p><b>Thread:</b> any.
 */
public final class Handle {

    /** The handle of nothing, which every map refuses: what zeroed memory holds. */
    public static final long NONE = 0L;

    static final int SLOT_BITS = 24;
    static final int GENERATION_BITS = 28;
    static final int MAP_BITS = 11;

    static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

    /** A slot that has been used as often is never used again. */
    static final int LAST_GENERATION = (1 << GENERATION_BITS) - 1;

    /** Maps are numbered from 1 to here, and then from 1 again. */
    static final int LAST_MAP = (1 << MAP_BITS) - 1;

    private Handle() {}

    static long of(int map, int generation, int slot) {
        return (long) map << SLOT_BITS + GENERATION_BITS | (long) generation << SLOT_BITS | slot;
    }

    /**
     * Whether a handle is {@link #NONE}.
     *
     * @param handle any number
     * @return whether it is the handle of nothing
     */
    public static boolean isNone(long handle) {
        return handle == NONE;
    }

    /**
     * Whether some map could have made a handle. Whether one did, and whether it is still good, a
     * map says: {@link SlotMap#contains}.
     *
     * @param handle any number
     * @return whether its parts make sense
     */
    public static boolean isWellFormed(long handle) {
        return handle > 0
                && map(handle) != 0
                && generation(handle) != 0
                && slot(handle) != SLOT_MASK;
    }

    /**
     * The place in the map's table, which no other live handle of that map has.
     *
     * @param handle a handle
     * @return from 0
     */
    public static int slot(long handle) {
        return (int) handle & SLOT_MASK;
    }

    /**
     * How many elements have had the slot until then, this one included.
     *
     * @param handle a handle
     * @return from 1
     */
    public static int generation(long handle) {
        return (int) (handle >>> SLOT_BITS) & LAST_GENERATION;
    }

    /**
     * The number of the map that made the handle. Numbers are used again after {@value #LAST_MAP}
     * maps.
     *
     * @param handle a handle
     * @return from 1
     */
    public static int map(long handle) {
        return (int) (handle >>> SLOT_BITS + GENERATION_BITS);
    }

    /**
     * Writes a handle out.
     *
     * @param handle any number
     * @return such as {@code slot 5, generation 3, map 1}; {@code none}; or the number in
     *     hexadecimal if no map could have made it
     */
    public static String toString(long handle) {
        if (isNone(handle)) {
            return "none";
        }
        return isWellFormed(handle)
                ? "slot %d, generation %d, map %d"
                        .formatted(slot(handle), generation(handle), map(handle))
                : "0x%x".formatted(handle);
    }
}
