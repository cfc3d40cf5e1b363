package dev.mayfly.alloc;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The arithmetic of {@link Feature}s, for whoever writes an allocator that stands on another. */
public final class Features {

    private Features() {}

    /**
     * What the allocator below offers, less some, and then some.
     *
     * @param below who hands out the memory
     * @param without features that are lost on the way up
     * @param with features that are added
     * @return an unmodifiable set
     */
    public static Set<Feature> of(Allocator below, List<Feature> without, List<Feature> with) {
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(below.features());
        without.forEach(all::remove);
        all.addAll(with);
        return Set.copyOf(all);
    }
}
