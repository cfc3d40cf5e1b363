package dev.mayfly.bench.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Objects that are lent for a tick and taken back all at once; new ones are made only if none is
 * left.
 */
final class Pool<T> {

    private final Supplier<T> maker;
    private final List<T> all = new ArrayList<>();
    private int lent;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** One that nobody has; it is as its last user left it. */
    T take() {
        if (lent == all.size()) {
            all.add(maker.get());
        }
        return all.get(lent++);
    }

    /** All are back. */
    void takeAllBack() {
        lent = 0;
    }
}
