package dev.mayfly.debug;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

/**
 * Resizes a block: the allocator below does it, in place if it can, unless the old block is to be
 * kept in quarantine or the new one needs another distance from what is below. Then it is an
 * allocation, a copy and a free.
 */
final class Resizing {

    private final TrackingAllocator tracker;
    private final GuardedBlocks blocks;
    private final Records records;
    private final LiveBytes live;
    private final Making making;
    private final Freeing freeing;
    private final Quarantine quarantine;
    private final Diagnosis diagnosis;
    private final @Nullable Lifespans lifespans;

    Resizing(
            TrackingAllocator tracker,
            GuardedBlocks blocks,
            Records records,
            LiveBytes live,
            Making making,
            Freeing freeing,
            Quarantine quarantine,
            Diagnosis diagnosis,
            @Nullable Lifespans lifespans) {
        this.tracker = tracker;
        this.blocks = blocks;
        this.records = records;
        this.live = live;
        this.making = making;
        this.freeing = freeing;
        this.quarantine = quarantine;
        this.diagnosis = diagnosis;
        this.lifespans = lifespans;
    }

    /** Both sizes are more than 0. */
    long resize(
            Caller caller,
            int place,
            long address,
            long oldSize,
            long newSize,
            long alignment,
            boolean zeroed) {
        Stripe stripe = records.stripe(address);
        boolean good;
        boolean intact = true;
        boolean immortal = false;
        Block wrong = null;
        long front = 0;
        int tag = 0;
        int tick = (int) Ticks.now();
        boolean move = quarantine.isOn();
        synchronized (stripe) {
            int record = stripe.find(address);
            good =
                    record != Stripe.NONE
                            && stripe.state(record) == Stripe.LIVE
                            && stripe.size(record) == oldSize;
            if (good) {
                front = blocks.front(stripe.alignment(record));
                move |= front != blocks.front(alignment);
                tag = stripe.tag(record);
                immortal = stripe.isImmortal(record);
                intact = blocks.isIntact(address, oldSize);
                if ((int) stripe.bornTick(record) != tick && lifespans != null) {
                    lifespans.outlives(stripe.bornPlace(record));
                    lifespans.outlives(place);
                }
                if (!move) {
                    stripe.die(record, place, tick, caller.thread, false);
                }
            } else if (record != Stripe.NONE) {
                wrong = records.block(stripe, record);
            }
        }
        if (!good) {
            diagnosis.reportCall(caller, address, oldSize, wrong, "resize");
            return goOn(address, newSize, alignment, zeroed, wrong);
        }
        Finding damage = intact ? null : diagnosis.damage(caller, address, oldSize);
        long resized;
        if (move) {
            resized = moved(caller, place, address, oldSize, newSize, alignment, zeroed, immortal);
        } else {
            resized = resizedBelow(address, oldSize, newSize, alignment, front);
            live.subtract(tag, oldSize);
            making.record(caller, place, resized, newSize, alignment, immortal);
            if (zeroed && newSize > oldSize) {
                Memory.zero(resized + oldSize, newSize - oldSize);
            }
            live.add(caller.tag, newSize);
            quarantine.shorten(caller, stripe);
        }
        if (damage != null) {
            diagnosis.report(damage);
        }
        return resized;
    }

    /**
     * What the policy lets go on: with the right size, or with a new block where there was none.
     */
    private long goOn(
            long address, long newSize, long alignment, boolean zeroed, @Nullable Block wrong) {
        long from = TrackingAllocator.NULL;
        long size = 0;
        if (wrong != null && wrong.died() == null) {
            from = address;
            size = wrong.size();
        }
        return zeroed
                ? tracker.resize(from, size, newSize, alignment)
                : tracker.resizeNonZeroed(from, size, newSize, alignment);
    }

    private long moved(
            Caller caller,
            int place,
            long address,
            long oldSize,
            long newSize,
            long alignment,
            boolean zeroed,
            boolean immortal) {
        long moved =
                zeroed
                        ? tracker.alloc(newSize, alignment)
                        : tracker.allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        if (immortal) {
            tracker.immortal(moved);
        }
        blocks.guard(address, oldSize);
        freeing.free(caller, place, address, oldSize);
        return moved;
    }

    private long resizedBelow(
            long address, long oldSize, long newSize, long alignment, long front) {
        try {
            return blocks.resizeNonZeroed(address, oldSize, newSize, alignment, front);
        } catch (Throwable refused) {
            records.revive(address);
            throw refused;
        }
    }
}
