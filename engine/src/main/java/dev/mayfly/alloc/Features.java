package dev.mayfly.alloc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The arithmetic of {@link Feature}s for allocators that stand on another. */
final class Features {

    private Features() {}

    /** What the allocator below offers, less some, and then some. */
    static Set<Feature> of(Allocator below, List<Feature> without, List<Feature> with) {
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(below.features());
        without.forEach(all::remove);
        all.addAll(with);
        return Set.copyOf(all);
    }
}
