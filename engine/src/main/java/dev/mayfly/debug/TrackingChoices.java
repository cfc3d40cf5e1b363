package dev.mayfly.debug;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.Features;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be chosen in a {@link TrackingAllocator.Builder}. */
abstract sealed class TrackingChoices permits TrackingAllocator.Builder {

    final Allocator below;
    @Nullable String name;
    Tracing tracing = Tracing.AUTO;
    BadFreePolicy policy = BadFreePolicy.THROW;
    boolean guards = true;
    @Nullable FreeTraces freeTraces;
    boolean closable = true;
    int history = 1 << 16;
    long quarantine;
    long limit = Long.MAX_VALUE;

    TrackingChoices(Allocator below) {
        this.below = below;
    }

    private TrackingAllocator.Builder self() {
        return (TrackingAllocator.Builder) this;
    }

    /**
     * What reports call it.
     *
     * @param name a short name; by default what the allocator below calls itself
     * @return this
     */
    public final TrackingAllocator.Builder name(String name) {
        this.name = name;
        return self();
    }

    /**
     * How it learns where an allocation comes from.
     *
     * @param tracing {@link Tracing#AUTO} by default
     * @return this
     */
    public final TrackingAllocator.Builder tracing(Tracing tracing) {
        this.tracing = tracing;
        return self();
    }

    /**
     * What happens when something wrong is found.
     *
     * @param policy {@link BadFreePolicy#THROW} by default
     * @return this
     */
    public final TrackingAllocator.Builder policy(BadFreePolicy policy) {
        this.policy = policy;
        return self();
    }

    /**
     * Whether there are guards around the blocks, which cost 24 bytes a block, or more where the
     * alignment is more than 16.
     *
     * @param guards true by default
     * @return this
     */
    public final TrackingAllocator.Builder guards(boolean guards) {
        this.guards = guards;
        return self();
    }

    /**
     * Of which frees the stack is walked, with {@link Tracing#AUTO} and {@link Tracing#FULL}, where
     * the line is not known by its call site.
     *
     * @param freeTraces what {@code -Dmayfly.freetraces} says by default, and {@link
     *     FreeTraces#SOME} if it says nothing
     * @return this
     */
    public final TrackingAllocator.Builder freeTraces(FreeTraces freeTraces) {
        this.freeTraces = freeTraces;
        return self();
    }

    /**
     * How many freed blocks are remembered, about.
     *
     * @param blocks 65,536 by default
     * @return this
     */
    public final TrackingAllocator.Builder history(int blocks) {
        this.history = blocks;
        return self();
    }

    /**
     * How much freed memory is kept from being handed out again, poisoned, so that writes to it
     * show. A block of more than a 64th of it is not kept. Needs an allocator that frees in any
     * order.
     *
     * @param bytes 0 by default
     * @return this
     */
    public final TrackingAllocator.Builder quarantine(long bytes) {
        this.quarantine = bytes;
        return self();
    }

    /**
     * The most that may be allocated at once; more is an OUT_OF_MEMORY.
     *
     * @param bytes as requested; no limit by default
     * @return this
     */
    public final TrackingAllocator.Builder limit(long bytes) {
        this.limit = bytes;
        return self();
    }

    /** For one that everybody shares: nobody closes it. */
    final TrackingAllocator.Builder unclosable() {
        closable = false;
        return self();
    }

    final void check() {
        if (history < 0 || quarantine < 0 || limit < 0) {
            throw new IllegalArgumentException(
                    "history is %d, quarantine %d and limit %d: none may be negative"
                            .formatted(history, quarantine, limit));
        }
    }

    /** What the tracking allocator can do. */
    final Set<Feature> features() {
        Set<Feature> belows = below.features();
        List<Feature> without = new ArrayList<>(List.of(Feature.SAVE_POINTS));
        List<Feature> with = new ArrayList<>(List.of(Feature.QUERY));
        (closable ? with : without).add(Feature.CLOSE);
        if (belows.contains(Feature.FREE) || belows.contains(Feature.FREE_NEWEST)) {
            with.add(Feature.UNKNOWN_SIZE);
        }
        if (keptPerStripe() > 0) {
            without.add(Feature.REPEATABLE);
        }
        return Features.of(below, without, with);
    }

    /** Freed blocks that a stripe remembers. */
    final int rememberedPerStripe() {
        return Math.max(1, history / Stripe.COUNT);
    }

    /** Bytes of freed blocks that a stripe keeps; none where blocks are not freed in any order. */
    final long keptPerStripe() {
        return below.features().contains(Feature.FREE) ? quarantine / Stripe.COUNT : 0;
    }
}
