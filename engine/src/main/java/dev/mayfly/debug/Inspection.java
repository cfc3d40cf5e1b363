package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/** Looks for writes where nobody may write: around live blocks, and in those in quarantine. */
final class Inspection {

    private final GuardedBlocks blocks;
    private final Records records;
    private final Diagnosis diagnosis;

    Inspection(GuardedBlocks blocks, Records records, Diagnosis diagnosis) {
        this.blocks = blocks;
        this.records = records;
        this.diagnosis = diagnosis;
    }

    /** Makes whole again what it finds, so that one write is found once. */
    List<Finding> find(Caller caller) {
        return find(caller, true);
    }

    /**
     * The same of blocks in quarantine alone, whose memory nobody else can have given back by now.
     */
    List<Finding> findInQuarantine(Caller caller) {
        return find(caller, false);
    }

    private List<Finding> find(Caller caller, boolean live) {
        // Mostly there is nothing, and a loop looks again and again: so no list for nothing.
        List<Finding> found = List.of();
        for (Stripe stripe : records.stripes()) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    byte state = stripe.state(record);
                    long address = stripe.address(record);
                    long size = stripe.size(record);
                    if (live && state == Stripe.LIVE && !blocks.isIntact(address, size)) {
                        found = with(found, diagnosis.damage(caller, address, size));
                        blocks.guard(address, size);
                    } else if (state == Stripe.QUARANTINED
                            && Guards.firstWrite(address, size) >= 0) {
                        Block block = records.block(stripe, record);
                        found = with(found, diagnosis.writeAfterFree(caller, block));
                        Guards.poison(address, size);
                    }
                }
            }
        }
        return found;
    }

    private static List<Finding> with(List<Finding> before, Finding finding) {
        List<Finding> all = before.isEmpty() ? new ArrayList<>() : before;
        all.add(finding);
        return all;
    }
}
