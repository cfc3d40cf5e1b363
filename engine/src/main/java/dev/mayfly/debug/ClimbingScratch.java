package dev.mayfly.debug;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds an arena that is filled tick after tick and never freed. Only what it has in use and how
 * often it was freed is looked at, so it works with any arena.
 */
final class ClimbingScratch implements Advisor {

    /** It must have risen in this part of the ticks: what a level loads once is no climb. */
    private static final int PART = 4;

    private final String name;
    private final LongSupplier used;
    private final LongSupplier resets;
    private final Supplier<Place> biggest;

    private boolean seen;
    private long firstTick;
    private long firstBytes;
    private long lastTick;
    private long lastBytes;
    private long lastResets;
    private long rises;

    /**
     * @param used bytes in use
     * @param resets how often everything was freed
     * @param biggest where most of it was made; asked only when there is something to say
     */
    ClimbingScratch(String name, LongSupplier used, LongSupplier resets, Supplier<Place> biggest) {
        this.name = name;
        this.used = used;
        this.resets = resets;
        this.biggest = biggest;
    }

    @Override
    public void tick(long tick) {
        long bytes = used.getAsLong();
        long freed = resets.getAsLong();
        if (!seen || bytes < lastBytes || freed != lastResets) {
            seen = true;
            firstTick = tick;
            firstBytes = bytes;
            rises = 0;
        } else if (bytes > lastBytes) {
            rises++;
        }
        lastTick = tick;
        lastBytes = bytes;
        lastResets = freed;
    }

    @Override
    public List<Advice> advice(int ticks) {
        long span = lastTick - firstTick;
        if (span < ticks || rises * PART < span) {
            return List.of();
        }
        Place place = biggest.get();
        String where = place == Place.UNKNOWN ? "" : ", most of it made at " + place;
        return List.of(
                new Advice(
                        AdviceKind.CLIMBING_SCRATCH,
                        name,
                        place,
                        lastBytes - firstBytes,
                        firstTick,
                        lastTick,
                        "from %d to %d bytes in ticks %d to %d, in %d of them more%s: call freeAll once a tick, or use an allocator that frees"
                                .formatted(
                                        firstBytes, lastBytes, firstTick, lastTick, rises, where)));
    }
}
