package dev.mayfly.debug;

import dev.mayfly.memory.VirtualMemory;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** All records of one tracking allocator, off the Java heap, in stripes with a lock each. */
final class Records {

    private final String name;
    private final long range = VirtualMemory.reserve(Stripe.COUNT * Stripe.RANGE);
    private final Stripe[] stripes = new Stripe[Stripe.COUNT];

    /** Blocks that were ever made. */
    final AtomicLong order = new AtomicLong();

    Records(String name) {
        this.name = name;
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(range + i * Stripe.RANGE);
        }
    }

    Stripe stripe(long address) {
        return stripes[Stripe.of(address)];
    }

    Stripe[] stripes() {
        return stripes;
    }

    /** What is known of a record. */
    Block block(Stripe stripe, int record) {
        Moment died = null;
        Place seenFreed = null;
        if (stripe.state(record) != Stripe.LIVE) {
            died =
                    new Moment(
                            Places.of(stripe.diedPlace(record)),
                            stripe.diedTick(record),
                            ThreadNames.of(stripe.diedThread(record)));
            if (stripe.diedPlace(record) == Places.NOT_WALKED) {
                seenFreed = WalkedFrees.lastSeen(stripe.bornPlace(record));
            }
        }
        return new Block(
                name,
                stripe.address(record),
                stripe.size(record),
                Tag.of(stripe.tag(record)),
                stripe.order(record),
                died == null && stripe.isImmortal(record),
                new Moment(
                        Places.of(stripe.bornPlace(record)),
                        stripe.bornTick(record),
                        ThreadNames.of(stripe.bornThread(record))),
                died,
                seenFreed);
    }

    /** The block that begins at an address, live or freed; null if none is known. */
    @Nullable Block at(long address) {
        Stripe stripe = stripe(address);
        synchronized (stripe) {
            int record = stripe.find(address);
            return record == Stripe.NONE ? null : block(stripe, record);
        }
    }

    /** The allocator below refused what is recorded as freed: the block is live as before. */
    void revive(long address) {
        Stripe stripe = stripe(address);
        synchronized (stripe) {
            int record = stripe.find(address);
            if (record != Stripe.NONE && stripe.state(record) == Stripe.FREED) {
                stripe.revive(record);
            }
        }
    }

    /** Marks a live block as meant to live for ever; false if none begins at the address. */
    boolean makeImmortal(long address) {
        Stripe stripe = stripe(address);
        synchronized (stripe) {
            int record = stripe.find(address);
            boolean live = record != Stripe.NONE && stripe.state(record) == Stripe.LIVE;
            if (live) {
                stripe.setImmortal(record);
            }
            return live;
        }
    }

    /** The live block that an address is in; null if there is none. Looks at every record. */
    @Nullable Block around(long address) {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    if (stripe.state(record) == Stripe.LIVE
                            && address - stripe.address(record) >= 0
                            && address - stripe.address(record) < stripe.size(record)) {
                        return block(stripe, record);
                    }
                }
            }
        }
        return null;
    }

    /** The freed block that an address is in; null if none is known. Looks at every record. */
    @Nullable Block aroundFreed(long address) {
        Block youngest = null;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    byte state = stripe.state(record);
                    if (state != Stripe.LIVE
                            && state != Stripe.UNUSED
                            && address - stripe.address(record) >= 0
                            && address - stripe.address(record) < stripe.size(record)
                            && (youngest == null || stripe.order(record) > youngest.order())) {
                        youngest = block(stripe, record);
                    }
                }
            }
        }
        return youngest;
    }

    void forEachLive(BlockVisitor visitor) {
        for (int i = 0; i < stripes.length; i++) {
            forEachLive(i, visitor);
        }
    }

    /** Shows the live blocks of one stripe. */
    void forEachLive(int number, BlockVisitor visitor) {
        Stripe stripe = stripes[number];
        synchronized (stripe) {
            for (int record = 0; record < stripe.records(); record++) {
                if (stripe.state(record) == Stripe.LIVE) {
                    visitor.visit(
                            stripe.address(record),
                            stripe.size(record),
                            stripe.bornPlace(record),
                            stripe.bornTick(record),
                            stripe.tag(record),
                            stripe.order(record),
                            stripe.isImmortal(record));
                }
            }
        }
    }

    /** The totals, but for peak and findings. */
    Totals totals(long liveBytes, long peakBytes, long findings) {
        long born = 0;
        long bornBytes = 0;
        long died = 0;
        long diedBytes = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                born += stripe.born;
                bornBytes += stripe.bornBytes;
                died += stripe.died;
                diedBytes += stripe.diedBytes;
            }
        }
        return new Totals(
                liveBytes, born - died, peakBytes, bornBytes, born, diedBytes, died, findings);
    }

    long footprint() {
        long bytes = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                bytes += stripe.footprint();
            }
        }
        return bytes;
    }

    /** Forgets every block, not what was counted, and gives the memory back. Not twice. */
    void close() {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.close();
            }
        }
        VirtualMemory.release(range, Stripe.COUNT * Stripe.RANGE);
    }
}
