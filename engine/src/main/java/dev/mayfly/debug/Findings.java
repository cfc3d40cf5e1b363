package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/** What one tracking allocator has found, up to a number; beyond it only how often. */
final class Findings {

    private static final int MOST = 10_000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;

    synchronized void add(Finding finding) {
        count++;
        if (kept.size() < MOST) {
            kept.add(finding);
        }
    }

    synchronized List<Finding> all() {
        return List.copyOf(kept);
    }

    synchronized long count() {
        return count;
    }
}
