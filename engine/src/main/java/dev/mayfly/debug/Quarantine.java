package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/**
 * How long freed blocks are remembered, and for how long the memory of some is kept from being
 * handed out again, poisoned, so that a write to it shows.
 */
final class Quarantine {

    private final GuardedBlocks blocks;
    private final Records records;
    private final Diagnosis diagnosis;

    /** Freed blocks that a stripe remembers. */
    private final int history;

    /** Bytes of freed blocks whose memory a stripe keeps. */
    private final long bytes;

    Quarantine(
            GuardedBlocks blocks, Records records, Diagnosis diagnosis, int history, long bytes) {
        this.blocks = blocks;
        this.records = records;
        this.diagnosis = diagnosis;
        this.history = history;
        this.bytes = bytes;
    }

    boolean isOn() {
        return bytes > 0;
    }

    /** Whether a block of a size is kept when it is freed. */
    boolean takes(long size) {
        return size <= bytes;
    }

    /** Forgets the oldest freed blocks where there are too many, and tells which were written. */
    void shorten(Caller caller, Stripe stripe) {
        if (stripe.freed > history || stripe.quarantined > bytes) {
            diagnosis.reportAll(forget(caller, stripe, history, bytes));
        }
    }

    /**
     * Forgets every freed block, and gives back what was kept.
     *
     * @return the kept blocks that were written
     */
    List<Finding> empty(Caller caller) {
        List<Finding> found = new ArrayList<>();
        for (Stripe stripe : records.stripes()) {
            found.addAll(forget(caller, stripe, 0, 0));
        }
        return found;
    }

    private List<Finding> forget(Caller caller, Stripe stripe, int most, long mostBytes) {
        List<Finding> found = List.of();
        while (true) {
            long address;
            long size;
            long alignment;
            boolean kept;
            synchronized (stripe) {
                if (stripe.freed <= most && stripe.quarantined <= mostBytes) {
                    return found;
                }
                int record = stripe.oldest();
                address = stripe.address(record);
                size = stripe.size(record);
                alignment = stripe.alignment(record);
                kept = stripe.state(record) == Stripe.QUARANTINED;
                if (kept && Guards.firstWrite(address, size) >= 0) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(diagnosis.writeAfterFree(caller, records.block(stripe, record)));
                }
                stripe.forget(record);
            }
            if (kept) {
                blocks.free(address, size, alignment);
            }
        }
    }

    /**
     * The allocator below has taken everything back: live blocks are freed ones, kept ones are kept
     * no longer.
     *
     * @return the bytes that were live
     */
    long everythingWent(Caller caller, int place) {
        long bytes = 0;
        int tick = (int) Ticks.now();
        for (Stripe stripe : records.stripes()) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    byte state = stripe.state(record);
                    if (state == Stripe.LIVE) {
                        bytes += stripe.size(record);
                        stripe.die(record, place, tick, caller.thread, false);
                    } else if (state == Stripe.QUARANTINED) {
                        stripe.forget(record);
                    }
                    while (stripe.freed > history) {
                        stripe.forget(stripe.oldest());
                    }
                }
            }
        }
        return bytes;
    }
}
