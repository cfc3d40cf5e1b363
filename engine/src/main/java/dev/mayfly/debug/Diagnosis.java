package dev.mayfly.debug;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.jfr.FindingEvent;
import dev.mayfly.memory.CallStack;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Says what is wrong, of a call or of memory: puts it on record, and tells the {@link
 * BadFreePolicy} when asked to.
 */
final class Diagnosis {

    private final TrackingAllocator tracker;
    private final Records records;
    private final BadFreePolicy policy;
    private final Findings findings = new Findings();

    Diagnosis(TrackingAllocator tracker, Records records, BadFreePolicy policy) {
        this.tracker = tracker;
        this.records = records;
        this.policy = policy;
    }

    List<Finding> all() {
        return findings.all();
    }

    long count() {
        return findings.count();
    }

    // Telling

    void report(Finding finding) {
        policy.found(finding);
    }

    /** Tells all of them, and throws then what the first threw. */
    void reportAll(List<Finding> all) {
        if (all.isEmpty()) {
            return;
        }
        RuntimeException first = null;
        for (Finding finding : all) {
            try {
                report(finding);
            } catch (RuntimeException thrown) {
                if (first == null) {
                    first = thrown;
                } else {
                    first.addSuppressed(thrown);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private Finding finding(
            FindingKind kind, Caller caller, long address, @Nullable Block block, String evidence) {
        Finding finding = new Finding(kind, tracker.name(), address, block, now(caller), evidence);
        findings.add(finding);
        if (block != null) {
            WalkedFrees.always(block.born().place().id());
        }
        FindingEvent.happened(tracker.name(), kind.title(), address, finding);
        return finding;
    }

    private static Moment now(Caller caller) {
        int place = caller.site == 0 ? Traces.place(CallStack.fingerprint()) : caller.site;
        return new Moment(Places.of(place), Ticks.now(), ThreadNames.of(caller.thread));
    }

    // Calls

    /**
     * Tells what is wrong with a free or a resize that was not done.
     *
     * @param block what began at the address when it was looked for, live or freed
     */
    void reportCall(Caller caller, long address, long size, @Nullable Block block, String call) {
        if (block == null) {
            report(strayPointer(caller, address, call));
        } else if (block.died() == null) {
            report(wrongSize(caller, size, block, call));
        } else {
            report(doubleFree(caller, block, call));
        }
    }

    private Finding wrongSize(Caller caller, long size, Block block, String call) {
        return finding(
                FindingKind.WRONG_SIZE,
                caller,
                block.address(),
                block,
                "%s says %d bytes, the block was requested with %d"
                        .formatted(call, size, block.size()));
    }

    private Finding doubleFree(Caller caller, Block block, String call) {
        return finding(
                FindingKind.DOUBLE_FREE,
                caller,
                block.address(),
                block,
                "%s of a block of %d bytes that was freed before%s"
                        .formatted(call, block.size(), whoseItIsNow(block.address())));
    }

    /** Where the memory of a freed block went since, if another tracking allocator has it. */
    private String whoseItIsNow(long address) {
        Block other = Trackers.elsewhere(tracker, address);
        return other == null
                ? ""
                : "; the address is in a block of %d bytes of \"%s\" now"
                        .formatted(other.size(), other.allocator());
    }

    private Finding strayPointer(Caller caller, long address, String call) {
        Block inside = records.around(address);
        if (inside != null) {
            return interiorPointer(caller, address, inside, call);
        }
        Block other = Trackers.elsewhere(tracker, address);
        return other != null
                ? wrongAllocator(caller, address, other, call)
                : foreignPointer(caller, address, records.aroundFreed(address), call);
    }

    private Finding interiorPointer(Caller caller, long address, Block around, String call) {
        return finding(
                FindingKind.INTERIOR_POINTER,
                caller,
                address,
                around,
                "%s of byte %d of the block of %d bytes at 0x%x: pass the address that was handed out"
                        .formatted(
                                call, address - around.address(), around.size(), around.address()));
    }

    private Finding wrongAllocator(Caller caller, long address, Block block, String call) {
        long offset = address - block.address();
        return finding(
                FindingKind.WRONG_ALLOCATOR,
                caller,
                address,
                block,
                "%s through \"%s\" of %sa block of %d bytes that \"%s\" made: give it back there"
                        .formatted(
                                call,
                                tracker.name(),
                                offset == 0 ? "" : "byte %d of ".formatted(offset),
                                block.size(),
                                block.allocator()));
    }

    private Finding foreignPointer(Caller caller, long address, @Nullable Block dead, String call) {
        return finding(
                FindingKind.FOREIGN_POINTER,
                caller,
                address,
                dead,
                dead == null
                        ? "%s of an address that \"%s\" never handed out, or so long ago that it forgot"
                                .formatted(call, tracker.name())
                        : "%s of an address inside a block of %d bytes at 0x%x that was freed before"
                                .formatted(call, dead.size(), dead.address()));
    }

    /** The allocator below is another thread's. */
    Finding foreignThread(Caller caller, Thread owner) {
        return finding(
                FindingKind.FOREIGN_THREAD,
                caller,
                Allocator.NULL,
                null,
                "%s is thread \"%s\"'s until freeAll or handOver: give each thread its own, or put a SynchronizedAllocator around it"
                        .formatted(tracker.below(), ThreadNames.nameOf(owner)));
    }

    // Memory

    /** The guards of a live block were written over. */
    Finding damage(Caller caller, long address, long size) {
        boolean back = !Guards.isBackIntact(address, size);
        return finding(
                back ? FindingKind.OVERRUN : FindingKind.UNDERRUN,
                caller,
                address,
                records.at(address),
                Guards.evidence(address, size));
    }

    /** A block in quarantine was written. */
    Finding writeAfterFree(Caller caller, Block block) {
        long first = Guards.firstWrite(block.address(), block.size());
        return finding(
                FindingKind.WRITE_AFTER_FREE,
                caller,
                block.address(),
                block,
                "byte %d of %d was written after the block was freed, with 0x%02x"
                        .formatted(
                                first,
                                block.size(),
                                Memory.getByte(block.address() + first) & 0xFF));
    }
}
