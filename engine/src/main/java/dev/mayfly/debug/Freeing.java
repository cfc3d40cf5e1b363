package dev.mayfly.debug;

import dev.mayfly.memory.CallStack;

import org.jspecify.annotations.Nullable;

/**
 * Frees a block: looks for its record, looks at its guards, records where it went, and gives it to
 * the allocator below or to the quarantine.
 */
final class Freeing {

    // What tryFree says where there is nothing left to do; no place has such a number
    private static final int FREED = -1;
    private static final int REFUSED = -2;

    private final GuardedBlocks blocks;
    private final Records records;
    private final LiveBytes live;
    private final Quarantine quarantine;
    private final Diagnosis diagnosis;
    private final @Nullable Lifespans lifespans;

    Freeing(
            GuardedBlocks blocks,
            Records records,
            LiveBytes live,
            Quarantine quarantine,
            Diagnosis diagnosis,
            @Nullable Lifespans lifespans) {
        this.blocks = blocks;
        this.records = records;
        this.live = live;
        this.quarantine = quarantine;
        this.diagnosis = diagnosis;
        this.lifespans = lifespans;
    }

    /**
     * Frees a block.
     *
     * @param place where, or {@link Places#UNDECIDED}
     * @param size the requested one, or {@code UNKNOWN_SIZE}
     */
    void free(Caller caller, int place, long address, long size) {
        int born = tryFree(caller, place, address, size);
        if (born >= 0) {
            int walked = Traces.place(CallStack.fingerprint());
            if (tryFree(caller, walked, address, size) == FREED) {
                WalkedFrees.seen(born, walked);
            }
        }
    }

    /**
     * Frees a block, unless the stack is to be walked before: that is not done under a lock, and
     * meanwhile another thread may free the block.
     *
     * @return {@link #FREED}, {@link #REFUSED}, or where the block was made whose free is to be
     *     walked
     */
    private int tryFree(Caller caller, int place, long address, long size) {
        Stripe stripe = records.stripe(address);
        Finding damage = null;
        boolean kept = false;
        long known = 0;
        long alignment = 1;
        int tag = 0;
        int bornPlace = 0;
        int bornTick = 0;
        int tick = (int) Ticks.now();
        Block wrong = null;
        boolean good;
        synchronized (stripe) {
            int record = stripe.find(address);
            known = record == Stripe.NONE ? 0 : stripe.size(record);
            good =
                    record != Stripe.NONE
                            && stripe.state(record) == Stripe.LIVE
                            && (size == TrackingAllocator.UNKNOWN_SIZE || size == known);
            if (good) {
                alignment = stripe.alignment(record);
                tag = stripe.tag(record);
                bornPlace = stripe.bornPlace(record);
                if (place == Places.UNDECIDED && WalkedFrees.next(bornPlace)) {
                    return bornPlace;
                }
                bornTick = (int) stripe.bornTick(record);
                if (!blocks.isIntact(address, known)) {
                    damage = diagnosis.damage(caller, address, known);
                }
                kept = quarantine.takes(known);
                stripe.die(
                        record,
                        place == Places.UNDECIDED ? Places.NOT_WALKED : place,
                        tick,
                        caller.thread,
                        kept);
                if (kept) {
                    Guards.poison(address, known);
                }
            } else if (record != Stripe.NONE) {
                wrong = records.block(stripe, record);
            }
        }
        if (!good) {
            refuse(caller, place, address, size, wrong);
            return REFUSED;
        }
        if (!kept) {
            giveBack(address, known, alignment);
        }
        live.subtract(tag, known);
        if (lifespans != null) {
            lifespans.freed(bornPlace, bornTick, tick, known);
        }
        quarantine.shorten(caller, stripe);
        if (damage != null) {
            diagnosis.report(damage);
        }
        return FREED;
    }

    /** If the policy goes on, a block whose size was wrong is freed with the right one. */
    private void refuse(Caller caller, int place, long address, long size, @Nullable Block wrong) {
        diagnosis.reportCall(caller, address, size, wrong, "free");
        if (wrong != null && wrong.died() == null) {
            free(caller, place, address, wrong.size());
        }
    }

    private void giveBack(long address, long size, long alignment) {
        try {
            blocks.free(address, size, alignment);
        } catch (Throwable refused) {
            records.revive(address);
            throw refused;
        }
    }
}
