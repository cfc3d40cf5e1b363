package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every place there is, once, with a number that a record holds. */
final class Places {

    private static final List<Place> ALL = new ArrayList<>(List.of(Place.UNKNOWN));
    private static final Map<List<StackTraceElement>, Integer> IDS = new HashMap<>();

    private Places() {}

    static int site(StackTraceElement line) {
        return trace(List.of(line));
    }

    /** The number of a place, the same for the same frames. */
    static int trace(List<StackTraceElement> frames) {
        synchronized (ALL) {
            Integer known = IDS.get(frames);
            if (known != null) {
                return known;
            }
            int id = ALL.size();
            ALL.add(new Place(id, List.copyOf(frames)));
            IDS.put(ALL.get(id).frames(), id);
            return id;
        }
    }

    static Place of(int id) {
        synchronized (ALL) {
            return ALL.get(id);
        }
    }
}
