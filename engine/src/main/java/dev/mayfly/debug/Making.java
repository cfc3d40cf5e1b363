package dev.mayfly.debug;

import dev.mayfly.jfr.AllocationEvent;

/** What is done of a block that the allocator below has just made: it is guarded and recorded. */
final class Making {

    private final String allocator;
    private final GuardedBlocks blocks;
    private final Records records;
    private final LiveBytes live;

    Making(String allocator, GuardedBlocks blocks, Records records, LiveBytes live) {
        this.allocator = allocator;
        this.blocks = blocks;
        this.records = records;
        this.live = live;
    }

    /** Records a block, and counts its bytes. */
    long made(Caller caller, int place, long address, long size, long alignment) {
        record(caller, place, address, size, alignment, false);
        live.add(caller.tag, size);
        return address;
    }

    /** Records a block. Where there is no room for the record there shall be no block. */
    void record(
            Caller caller, int place, long address, long size, long alignment, boolean immortal) {
        try {
            write(caller, place, address, size, alignment, immortal);
        } catch (Throwable refused) {
            takeBack(address, size, alignment, refused);
            throw refused;
        }
    }

    private void write(
            Caller caller, int place, long address, long size, long alignment, boolean immortal) {
        blocks.guard(address, size);
        int tick = (int) Ticks.now();
        long order = records.order.incrementAndGet();
        Stripe stripe = records.stripe(address);
        long buried;
        synchronized (stripe) {
            int record = stripe.born(address, size, order, place, tick, caller.thread, caller.tag);
            stripe.setAlignment(record, alignment);
            if (immortal) {
                stripe.setImmortal(record);
            }
            buried = stripe.buried;
        }
        if (buried > 0) {
            live.buried(buried);
        }
        if (AllocationEvent.isOn()) {
            AllocationEvent.happened(allocator, address, size, Tag.of(caller.tag).toString(), tick);
        }
    }

    private void takeBack(long address, long size, long alignment, Throwable reason) {
        try {
            blocks.free(address, size, alignment);
        } catch (RuntimeException second) {
            reason.addSuppressed(second);
        }
    }
}
