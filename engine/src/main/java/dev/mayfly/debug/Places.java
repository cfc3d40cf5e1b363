package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every place there is, once, with a number that a record holds. */
final class Places {

    /** The number of {@link Place#NOT_WALKED}. */
    static final int NOT_WALKED = 1;

    /** No place: whether to walk is for the one to say who knows the block. */
    static final int UNDECIDED = -1;

    private static final List<Place> ALL =
            new ArrayList<>(List.of(Place.UNKNOWN, Place.NOT_WALKED));
    private static final Map<Key, Integer> IDS = new HashMap<>();
    private static final BitSet LASTING = new BitSet();

    private Places() {}

    private record Key(List<StackTraceElement> frames, boolean lasting) {}

    static int site(StackTraceElement line) {
        return trace(List.of(line), false);
    }

    /**
     * The number of a place, the same for the same frames.
     *
     * @param lasting whether a library makes there what it keeps for ever
     */
    static int trace(List<StackTraceElement> frames, boolean lasting) {
        synchronized (ALL) {
            Integer known = IDS.get(new Key(frames, lasting));
            if (known != null) {
                return known;
            }
            int id = ALL.size();
            ALL.add(new Place(id, List.copyOf(frames)));
            IDS.put(new Key(ALL.get(id).frames(), lasting), id);
            LASTING.set(id, lasting);
            return id;
        }
    }

    /** Whether a library makes there what it keeps for ever. */
    static boolean isLasting(int id) {
        synchronized (ALL) {
            return LASTING.get(id);
        }
    }

    static Place of(int id) {
        synchronized (ALL) {
            return ALL.get(id);
        }
    }
}
