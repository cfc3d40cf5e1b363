package dev.mayfly.alloc;

import dev.mayfly.jfr.FreeAllEvent;

import java.util.Arrays;

/**
 * What a debug build knows of a bump allocator: who uses it, and when its blocks end. Debug builds
 * only.
 */
final class ArenaWatch {

    final OwnerCheck owner;

    private final BumpAllocator allocator;

    /** The lifetime of the tick, then those of the open save points, then some to use again. */
    private long[] lifetimes = new long[4];

    private int openSavePoints;

    /** Ticks that have ended. */
    private long tick;

    ArenaWatch(BumpAllocator allocator) {
        this.allocator = allocator;
        this.owner = new OwnerCheck(allocator);
        this.lifetimes[0] = Lifetimes.begin(allocator, Lifetimes.Kind.TICK);
    }

    /** Made at the first use, when the allocator has its name. */
    static ArenaWatch of(BumpAllocator allocator) {
        if (allocator.watch instanceof ArenaWatch watch) {
            return watch;
        }
        ArenaWatch watch = new ArenaWatch(allocator);
        allocator.watch = watch;
        return watch;
    }

    /** The current thread is about to use the allocator. */
    static void use(BumpAllocator allocator) {
        of(allocator).owner.use();
    }

    /** Which lifetime an address that is handed out now has. */
    long lifetimeOf(long address) {
        return lifetimes[allocator.savePointsBelow(address)];
    }

    void handOver() {
        owner.use();
        owner.giveUp();
    }

    void savePointOpened() {
        openSavePoints++;
        if (openSavePoints == lifetimes.length) {
            lifetimes = Arrays.copyOf(lifetimes, 2 * lifetimes.length);
        }
        if (lifetimes[openSavePoints] == Lifetimes.UNKNOWN) {
            lifetimes[openSavePoints] = Lifetimes.begin(allocator, Lifetimes.Kind.SAVE_POINT);
        }
    }

    void savePointClosed() {
        lifetimes[openSavePoints] = Lifetimes.end(lifetimes[openSavePoints], tick);
        openSavePoints--;
    }

    void tickEnded(long used) {
        FreeAllEvent.happened(allocator, used);
        lifetimes[0] = Lifetimes.end(lifetimes[0], tick);
        tick++;
        owner.giveUp();
    }

    void closed() {
        for (long lifetime : lifetimes) {
            Lifetimes.close(lifetime);
        }
        owner.giveUp();
    }
}
