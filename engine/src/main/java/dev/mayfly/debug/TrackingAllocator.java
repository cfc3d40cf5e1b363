package dev.mayfly.debug;

import dev.mayfly.alloc.AllocationInfo;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.Features;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.Requests;
import dev.mayfly.jfr.AllocationEvent;
import dev.mayfly.jfr.FindingEvent;
import dev.mayfly.jfr.FreeAllEvent;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a record of every block of another allocator: where, in which tick, by which thread and
 * under which tag it was made and freed. Finds what was not freed, and every free that cannot be
 * right.
 *
 * <p>Pick it while you look for leaks and corruption. In debug builds the context's allocators are
 * tracked already; this is for any build and any allocator:
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="track"}
 *
 * <p><b>Features:</b> those of the allocator below, {@link Feature#QUERY}, {@link
 * Feature#UNKNOWN_SIZE} where it takes blocks back at all, and {@link Feature#CLOSE}; without save
 * points. It finds:
 *
 * <ul>
 *   <li>at once: a second free, with the places and ticks of all three calls; a free of an address
 *       that was never handed out, or that is inside a block; of another tracking allocator's
 *       block, naming both; with a wrong size; a use from another thread where the allocator below
 *       is one thread's.
 *   <li>on free, on {@link #check()} and at {@code freeAll}: a write before or behind a block, up
 *       to 16 bytes before and 8 behind it.
 *   <li>when a block leaves the quarantine and on {@link #check()}: a write after free.
 *   <li>at the end: what was not freed.
 * </ul>
 *
 * <p><b>Design:</b> a record is a cache line of native memory, found through an index of native
 * memory too; places are interned and stand in a record as a number. Freed blocks keep their record
 * for a while ({@link Builder#history}), so a second free is told from a foreign pointer. What was
 * found wrong goes to a {@link BadFreePolicy}; the default throws.
 *
 * <p><b>Cost:</b> 64 bytes a record and 11 to 22 for the index, 24 or more for the guards; no Java
 * garbage. Time: {@link Tracing} says what a place costs; the rest is some tens of nanoseconds a
 * pair of allocation and free.
 *
 * <p><b>Lifetime:</b> blocks and segments are those of the allocator below. Close this before that
 * one, whose memory it looks at; closing this leaves that one open, and reports go on showing what
 * was live.
 *
 * <p><b>Thread:</b> as the allocator below; its own books are for any thread. {@code freeAll} wants
 * no other thread to be allocating.
 */
public final class TrackingAllocator implements Allocator {

    private final Allocator below;
    private final String name;
    private final Tracing tracing;
    private final BadFreePolicy policy;
    private final boolean guarded;
    private final boolean traceFrees;
    private final int history;
    private final long quarantine;
    private final long limit;
    private final Set<Feature> features;

    /** Whether the allocator below is one thread's at a time. */
    private final boolean owned;

    /** Whose it is, as {@link Allocator#handOver} has it: the first user's. */
    private volatile @Nullable Thread owner;

    private final Records records;

    /** Held by who looks at live memory, and by who makes it vanish all at once. */
    private final Object looking = new Object();

    private final Findings findings = new Findings();
    private final AtomicLong live = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();
    private final AtomicLong resets = new AtomicLong();
    private final Watch watch;
    private volatile @Nullable Budgets budgets;

    /** False for the one that everybody shares. */
    private final boolean closable;

    private volatile boolean closed;

    private TrackingAllocator(Builder builder) {
        below = builder.below;
        name = builder.name == null ? below.toString() : builder.name;
        tracing = builder.tracing;
        policy = builder.policy;
        guarded = builder.guards;
        closable = builder.closable;
        traceFrees = builder.traceFrees;
        history = Math.max(1, builder.history / Stripe.COUNT);
        boolean anyOrder = below.features().contains(Feature.FREE);
        quarantine = anyOrder ? builder.quarantine / Stripe.COUNT : 0;
        limit = builder.limit;
        owned = !below.features().contains(Feature.THREAD_SAFE);
        List<Feature> without = new ArrayList<>(List.of(Feature.SAVE_POINTS));
        List<Feature> with = new ArrayList<>(List.of(Feature.QUERY));
        if (builder.closable) {
            with.add(Feature.CLOSE);
        } else {
            without.add(Feature.CLOSE);
        }
        if (anyOrder || below.features().contains(Feature.FREE_NEWEST)) {
            with.add(Feature.UNKNOWN_SIZE);
        }
        if (quarantine > 0) {
            without.add(Feature.REPEATABLE);
        }
        features = Features.of(below, without, with);
        records = new Records(name);
        watch = new Watch(this, below.features());
        Trackers.add(this);
    }

    /**
     * Tracks an allocator, with guards around the blocks, {@link Tracing#AUTO} and {@link
     * BadFreePolicy#THROW}.
     *
     * @param below who hands out the memory; from now on it is used through this one only
     * @return a tracking allocator that stands in reports until it is closed
     */
    public static TrackingAllocator over(Allocator below) {
        return builder(below).build();
    }

    /**
     * Tracks an allocator, with choices.
     *
     * @param below who hands out the memory; from now on it is used through this one only
     * @return a builder
     */
    public static Builder builder(Allocator below) {
        return new Builder(below);
    }

    // Allocating

    @Override
    public long alloc(long size, long alignment) {
        Caller caller = entering(size, alignment);
        if (size == 0) {
            return NULL;
        }
        long address;
        if (guarded) {
            long front = Guards.front(alignment);
            address = below.alloc(outer(front, size), alignment) + front;
        } else {
            address = below.alloc(size, alignment);
        }
        return made(caller, address, size, alignment);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Caller caller = entering(size, alignment);
        if (size == 0) {
            return NULL;
        }
        long address;
        if (guarded) {
            long front = Guards.front(alignment);
            address = below.allocNonZeroed(outer(front, size), alignment) + front;
        } else {
            address = below.allocNonZeroed(size, alignment);
        }
        return made(caller, address, size, alignment);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        Caller caller = entering(byteSize, byteAlignment);
        if (byteSize == 0) {
            return MemorySegment.NULL;
        }
        long front = guarded ? Guards.front(byteAlignment) : 0;
        return made(
                caller,
                below.allocate(outer(front, byteSize), byteAlignment),
                front,
                byteSize,
                byteAlignment);
    }

    @Override
    public MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        Caller caller = entering(byteSize, byteAlignment);
        if (byteSize == 0) {
            return MemorySegment.NULL;
        }
        long front = guarded ? Guards.front(byteAlignment) : 0;
        return made(
                caller,
                below.allocateNonZeroed(outer(front, byteSize), byteAlignment),
                front,
                byteSize,
                byteAlignment);
    }

    private MemorySegment made(
            Caller caller, MemorySegment outer, long front, long size, long alignment) {
        made(caller, outer.address() + front, size, alignment);
        return guarded ? outer.asSlice(front, size) : outer;
    }

    /** Bytes to ask the allocator below for. */
    private long outer(long front, long size) {
        return guarded ? front + size + Guards.BACK : size;
    }

    private Caller entering(long size, long alignment) {
        if (closed) {
            throw Requests.closed(this);
        }
        Requests.check(size, alignment);
        Caller caller = Caller.current();
        if (owned && caller.java != owner) {
            claim(caller);
        }
        if (size > limit - live.get()) {
            throw overLimit(size);
        }
        return caller;
    }

    private long made(Caller caller, long address, long size, long alignment) {
        try {
            record(caller, place(caller), address, size, alignment, false);
        } catch (Throwable refused) {
            takeBack(address, size, alignment, refused);
            throw refused;
        }
        count(caller, size);
        return address;
    }

    private void record(
            Caller caller, int place, long address, long size, long alignment, boolean immortal) {
        if (guarded) {
            Guards.set(address, size);
        }
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
            live.addAndGet(-buried);
        }
        if (AllocationEvent.isOn()) {
            AllocationEvent.happened(name, address, size, Tag.of(caller.tag).toString(), tick);
        }
    }

    private void count(Caller caller, long size) {
        long now = live.addAndGet(size);
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
        Budgets watched = budgets;
        if (watched != null) {
            watched.add(caller.tag, size);
        }
    }

    /** There is no room for a record, so there shall be no block. */
    private void takeBack(long address, long size, long alignment, Throwable reason) {
        try {
            giveBelow(address, size, alignment);
        } catch (RuntimeException second) {
            reason.addSuppressed(second);
        }
    }

    private int place(Caller caller) {
        int site = caller.site;
        return switch (tracing) {
            case NONE -> 0;
            case CALL_SITE -> site;
            case AUTO -> site == 0 ? Traces.here() : site;
            case FULL -> Traces.here();
        };
    }

    private int placeOfFree(Caller caller) {
        int site = caller.site;
        return switch (tracing) {
            case NONE -> 0;
            case CALL_SITE -> site;
            case AUTO, FULL -> site == 0 && traceFrees ? Traces.here() : site;
        };
    }

    // Freeing

    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        Caller caller = entering(0, 1);
        Stripe stripe = records.stripe(address);
        Finding damage = null;
        boolean kept = false;
        long known = 0;
        long alignment = 1;
        int tag = 0;
        int bornPlace = 0;
        int bornTick = 0;
        int place = placeOfFree(caller);
        int tick = (int) Ticks.now();
        Block wrong = null;
        boolean good;
        synchronized (stripe) {
            int record = stripe.find(address);
            good =
                    record != Stripe.NONE
                            && stripe.state(record) == Stripe.LIVE
                            && (size == UNKNOWN_SIZE || size == stripe.size(record));
            if (good) {
                known = stripe.size(record);
                alignment = stripe.alignment(record);
                tag = stripe.tag(record);
                bornPlace = stripe.bornPlace(record);
                bornTick = (int) stripe.bornTick(record);
                if (guarded && !isIntact(address, known)) {
                    damage = damage(caller, address, known);
                }
                kept = known <= quarantine;
                if (kept) {
                    Guards.poison(address, known);
                }
                stripe.die(record, place, tick, caller.thread, kept);
            } else if (record != Stripe.NONE) {
                wrong = records.block(stripe, record);
            }
        }
        if (!good) {
            badFree(caller, address, size, wrong, "free");
            if (wrong != null && wrong.died() == null) {
                free(address, wrong.size());
            }
            return;
        }
        if (!kept) {
            freeBelow(stripe, address, known, alignment);
        }
        live.addAndGet(-known);
        Lifespans lifespans = watch.lifespans;
        if (lifespans != null) {
            lifespans.freed(bornPlace, bornTick, tick, known);
        }
        Budgets watched = budgets;
        if (watched != null) {
            watched.add(tag, -known);
        }
        forgetOldest(caller, stripe);
        if (damage != null) {
            report(damage);
        }
    }

    private void giveBelow(long address, long size, long alignment) {
        long front = guarded ? Guards.front(alignment) : 0;
        below.free(address - front, outer(front, size));
    }

    /** Gives a block that is recorded as freed to the allocator below. */
    private void freeBelow(Stripe stripe, long address, long size, long alignment) {
        try {
            giveBelow(address, size, alignment);
        } catch (Throwable refused) {
            synchronized (stripe) {
                int record = stripe.find(address);
                if (record != Stripe.NONE && stripe.state(record) == Stripe.FREED) {
                    stripe.revive(record);
                }
            }
            throw refused;
        }
    }

    /** Shortens the history, and the quarantine with it, where they are too long. */
    private void forgetOldest(Caller caller, Stripe stripe) {
        if (stripe.freed > history || stripe.quarantined > quarantine) {
            reportAll(forget(caller, stripe, history, quarantine));
        }
    }

    /**
     * Forgets the oldest freed blocks, and gives back those in quarantine.
     *
     * @param most how many stay
     * @param mostKept how many bytes stay in quarantine
     * @return the blocks in quarantine that were written
     */
    private List<Finding> forget(Caller caller, Stripe stripe, int most, long mostKept) {
        List<Finding> found = List.of();
        while (true) {
            long address;
            long size;
            long alignment;
            boolean kept;
            synchronized (stripe) {
                if (stripe.freed <= most && stripe.quarantined <= mostKept) {
                    return found;
                }
                int record = stripe.oldest();
                address = stripe.address(record);
                size = stripe.size(record);
                alignment = stripe.alignment(record);
                kept = stripe.state(record) == Stripe.QUARANTINED;
                if (kept && Guards.firstWrite(address, size) >= 0) {
                    found = found.isEmpty() ? new ArrayList<>() : found;
                    found.add(writeAfterFree(caller, records.block(stripe, record)));
                }
                stripe.forget(record);
            }
            if (kept) {
                giveBelow(address, size, alignment);
            }
        }
    }

    /**
     * Gives every block back at once, after looking at each one's guards. No other thread may be
     * allocating.
     *
     * @throws MemoryException if the allocator below cannot, with everything as it was; or if a
     *     block was damaged, by the {@link BadFreePolicy}, with everything freed
     */
    @Override
    public void freeAll() {
        Caller caller = entering(0, 1);
        List<Finding> damages;
        synchronized (looking) {
            damages = lookAround(caller);
            below.freeAll();
            forgetAll(caller);
        }
        Budgets watched = budgets;
        if (watched != null) {
            watched.clear();
        }
        resets.incrementAndGet();
        owner = null;
        reportAll(damages);
    }

    /** Nothing is live any more. */
    private void forgetAll(Caller caller) {
        int place = place(caller);
        int tick = (int) Ticks.now();
        FreeAllEvent.happened(name, live.get());
        for (Stripe stripe : records.stripes()) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    byte state = stripe.state(record);
                    if (state == Stripe.LIVE) {
                        live.addAndGet(-stripe.size(record));
                        stripe.die(record, place, tick, caller.thread, false);
                    } else if (state == Stripe.QUARANTINED) {
                        stripe.forget(record);
                    }
                }
                while (stripe.freed > history) {
                    stripe.forget(stripe.oldest());
                }
            }
        }
    }

    // Resizing

    @Override
    public long resize(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, true);
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        return resize(address, oldSize, newSize, alignment, false);
    }

    private long resize(long address, long oldSize, long newSize, long alignment, boolean zeroed) {
        if (address == NULL) {
            return zeroed ? alloc(newSize, alignment) : allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Caller caller = entering(0, alignment);
        Requests.check(newSize, alignment);
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        if (newSize > oldSize && newSize - oldSize > limit - live.get()) {
            throw overLimit(newSize - oldSize);
        }
        Stripe stripe = records.stripe(address);
        boolean good;
        boolean intact = true;
        boolean immortal = false;
        Block wrong = null;
        long front = 0;
        int tag = 0;
        int place = place(caller);
        int tick = (int) Ticks.now();
        boolean move = quarantine > 0;
        synchronized (stripe) {
            int record = stripe.find(address);
            good =
                    record != Stripe.NONE
                            && stripe.state(record) == Stripe.LIVE
                            && stripe.size(record) == oldSize;
            if (good) {
                front = guarded ? Guards.front(stripe.alignment(record)) : 0;
                move |= guarded && front != Guards.front(alignment);
                tag = stripe.tag(record);
                immortal = stripe.isImmortal(record);
                intact = !guarded || isIntact(address, oldSize);
                if ((int) stripe.bornTick(record) != tick && watch.lifespans != null) {
                    watch.lifespans.outlives(stripe.bornPlace(record));
                    watch.lifespans.outlives(place);
                }
                if (!move) {
                    stripe.die(record, place, tick, caller.thread, false);
                }
            } else if (record != Stripe.NONE) {
                wrong = records.block(stripe, record);
            }
        }
        if (!good) {
            badFree(caller, address, oldSize, wrong, "resize");
            return wrong != null && wrong.died() == null
                    ? resize(address, wrong.size(), newSize, alignment, zeroed)
                    : resize(NULL, 0, newSize, alignment, zeroed);
        }
        Finding damage = intact ? null : damage(caller, address, oldSize);
        long moved;
        if (move) {
            moved = zeroed ? alloc(newSize, alignment) : allocNonZeroed(newSize, alignment);
            Memory.copy(address, moved, Math.min(oldSize, newSize));
            if (immortal) {
                immortal(moved);
            }
            if (guarded) {
                Guards.set(address, oldSize);
            }
            free(address, oldSize);
        } else {
            moved = resizeBelow(stripe, address, oldSize, newSize, alignment, front);
            live.addAndGet(-oldSize);
            Budgets watched = budgets;
            if (watched != null) {
                watched.add(tag, -oldSize);
            }
            record(caller, place, moved, newSize, alignment, immortal);
            if (zeroed && newSize > oldSize) {
                Memory.zero(moved + oldSize, newSize - oldSize);
            }
            count(caller, newSize);
            forgetOldest(caller, stripe);
        }
        if (damage != null) {
            report(damage);
        }
        return moved;
    }

    private long resizeBelow(
            Stripe stripe, long address, long oldSize, long newSize, long alignment, long front) {
        try {
            return below.resizeNonZeroed(
                            address - front,
                            outer(front, oldSize),
                            outer(front, newSize),
                            alignment)
                    + front;
        } catch (Throwable refused) {
            synchronized (stripe) {
                int record = stripe.find(address);
                if (record != Stripe.NONE && stripe.state(record) == Stripe.FREED) {
                    stripe.revive(record);
                }
            }
            throw refused;
        }
    }

    // What is wrong

    private static boolean isIntact(long address, long size) {
        return Guards.isBackIntact(address, size) && Guards.isFrontIntact(address);
    }

    private Moment now(Caller caller) {
        int place = caller.site == 0 ? Traces.here() : caller.site;
        return new Moment(Places.of(place), Ticks.now(), ThreadNames.of(caller.thread));
    }

    private Finding finding(
            FindingKind kind, Caller caller, long address, @Nullable Block block, String evidence) {
        Finding finding = new Finding(kind, name, address, block, now(caller), evidence);
        findings.add(finding);
        FindingEvent.happened(name, kind.title(), address, finding);
        return finding;
    }

    private void report(Finding finding) {
        policy.found(finding);
    }

    private void reportAll(List<Finding> all) {
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

    private void claim(Caller caller) {
        Thread mine = owner;
        if (mine == null || !mine.isAlive()) {
            owner = caller.java;
        } else {
            foreignThread(caller, mine);
        }
    }

    private void foreignThread(Caller caller, Thread mine) {
        report(
                finding(
                        FindingKind.FOREIGN_THREAD,
                        caller,
                        NULL,
                        null,
                        "%s is thread \"%s\"'s until freeAll or handOver: give each thread its own, or put a SynchronizedAllocator around it"
                                .formatted(below, ThreadNames.nameOf(mine))));
    }

    /** Guards were written over; they are made whole, so that one write is found once. */
    private Finding damage(Caller caller, long address, long size) {
        boolean back = !Guards.isBackIntact(address, size);
        String evidence = Guards.evidence(address, size);
        return finding(
                back ? FindingKind.OVERRUN : FindingKind.UNDERRUN,
                caller,
                address,
                records.at(address),
                evidence);
    }

    private Finding writeAfterFree(Caller caller, Block block) {
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

    /**
     * Says what is wrong with a free or a resize that was not done.
     *
     * @param block what began at the address when it was looked for, live or freed
     */
    private void badFree(
            Caller caller, long address, long size, @Nullable Block block, String call) {
        if (block == null) {
            report(strayPointer(caller, address, call));
        } else if (block.died() == null) {
            report(
                    finding(
                            FindingKind.WRONG_SIZE,
                            caller,
                            address,
                            block,
                            "%s says %d bytes, the block was requested with %d"
                                    .formatted(call, size, block.size())));
        } else {
            report(
                    finding(
                            FindingKind.DOUBLE_FREE,
                            caller,
                            address,
                            block,
                            "%s of a block of %d bytes that was freed before%s"
                                    .formatted(call, block.size(), whoseItIsNow(address))));
        }
    }

    /** Where the memory of a freed block went since, if another tracking allocator has it. */
    private String whoseItIsNow(long address) {
        Block other = Trackers.elsewhere(this, address);
        return other == null
                ? ""
                : "; the address is in a block of %d bytes of \"%s\" now"
                        .formatted(other.size(), other.allocator());
    }

    private Finding strayPointer(Caller caller, long address, String call) {
        Block inside = records.around(address);
        if (inside != null) {
            return finding(
                    FindingKind.INTERIOR_POINTER,
                    caller,
                    address,
                    inside,
                    "%s of byte %d of the block of %d bytes at 0x%x: pass the address that was handed out"
                            .formatted(
                                    call,
                                    address - inside.address(),
                                    inside.size(),
                                    inside.address()));
        }
        Block other = Trackers.elsewhere(this, address);
        if (other != null) {
            return finding(
                    FindingKind.WRONG_ALLOCATOR,
                    caller,
                    address,
                    other,
                    "%s through \"%s\" of %sa block of %d bytes that \"%s\" made: give it back there"
                            .formatted(
                                    call,
                                    name,
                                    address == other.address()
                                            ? ""
                                            : "byte %d of ".formatted(address - other.address()),
                                    other.size(),
                                    other.allocator()));
        }
        Block dead = records.aroundFreed(address);
        return finding(
                FindingKind.FOREIGN_POINTER,
                caller,
                address,
                dead,
                dead == null
                        ? "%s of an address that \"%s\" never handed out, or so long ago that it forgot"
                                .formatted(call, name)
                        : "%s of an address inside a block of %d bytes at 0x%x that was freed before"
                                .formatted(call, dead.size(), dead.address()));
    }

    /**
     * Looks for writes where nobody may write: around every live block and in every block in
     * quarantine. Costs some nanoseconds a block, and the memory bandwidth of the quarantine.
     *
     * @return how many there were, each on record and reported to the {@link BadFreePolicy}; 0 once
     *     this is closed
     */
    public int check() {
        List<Finding> found;
        synchronized (looking) {
            found = closed ? List.of() : lookAround(Caller.current());
        }
        reportAll(found);
        return found.size();
    }

    private List<Finding> lookAround(Caller caller) {
        // Mostly there is nothing, and a loop looks again and again: so no list for nothing.
        List<Finding> found = List.of();
        for (Stripe stripe : records.stripes()) {
            synchronized (stripe) {
                for (int record = 0; record < stripe.records(); record++) {
                    byte state = stripe.state(record);
                    long address = stripe.address(record);
                    long size = stripe.size(record);
                    if (state == Stripe.LIVE && guarded && !isIntact(address, size)) {
                        found = with(found, damage(caller, address, size));
                        Guards.set(address, size);
                    } else if (state == Stripe.QUARANTINED
                            && Guards.firstWrite(address, size) >= 0) {
                        found = with(found, writeAfterFree(caller, records.block(stripe, record)));
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

    private MemoryException overLimit(long bytes) {
        return new MemoryException(
                bytes > limit ? MemoryError.BUFFER_TOO_LARGE : MemoryError.OUT_OF_MEMORY,
                "\"%s\" has %d of %d bytes allocated and no room for %d: free some, or raise the limit"
                        .formatted(name, live.get(), limit, bytes));
    }

    // Asking

    /**
     * The tracked block that an address is in.
     *
     * @param address any address
     * @return the block
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is in no live block
     */
    @Override
    public AllocationInfo query(long address) {
        if (closed) {
            throw Requests.closed(this);
        }
        Block block = records.at(address);
        if (block == null || block.died() != null) {
            block = records.around(address);
        }
        if (block == null) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is in no live block of \"%s\"".formatted(address, name));
        }
        return new AllocationInfo(this, block.address(), block.size());
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    /**
     * Everything that is remembered of the block that begins at an address.
     *
     * @param address where it began
     * @return the block, live or freed; null if none is remembered
     */
    public @Nullable Block block(long address) {
        return records.at(address);
    }

    /**
     * Marks a block as meant to live until the program ends: reports do not call it a leak.
     *
     * @param address a live block
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if no live block begins there
     */
    public void immortal(long address) {
        Stripe stripe = records.stripe(address);
        synchronized (stripe) {
            int record = stripe.find(address);
            if (record != Stripe.NONE && stripe.state(record) == Stripe.LIVE) {
                stripe.setImmortal(record);
                return;
            }
        }
        throw new MemoryException(
                MemoryError.INVALID_POINTER,
                "0x%x is no live block of \"%s\": mark a block between its allocation and its free"
                        .formatted(address, name));
    }

    /**
     * Wants to hear when a tag's bytes rise above a number. Counting begins with the first budget,
     * so set budgets before what they are for is allocated.
     *
     * @param tag whose bytes
     * @param bytes what it should have at most
     * @param listener who hears of it
     */
    public synchronized void budget(Tag tag, long bytes, BudgetListener listener) {
        Budgets watched = budgets;
        if (watched == null) {
            watched = new Budgets(name);
            budgets = watched;
        }
        watched.set(tag, bytes, listener);
    }

    /**
     * Shows every live block, in no order. The visitor must not use this allocator.
     *
     * @param visitor who looks
     */
    public void forEachLive(BlockVisitor visitor) {
        records.forEachLive(visitor);
    }

    /**
     * The place of a number that {@link #forEachLive} tells.
     *
     * @param number a place's number
     * @return the place
     */
    public static Place place(int number) {
        return Places.of(number);
    }

    /**
     * The tag of a number that {@link #forEachLive} tells.
     *
     * @param number a tag's number
     * @return the tag
     */
    public static Tag tag(int number) {
        return Tag.of(number);
    }

    /**
     * The number of the newest block: what is allocated from now on has a greater one.
     *
     * @return how many blocks were ever made
     */
    public long order() {
        return records.order.get();
    }

    /**
     * The books.
     *
     * @return what they say now; with other threads allocating, the numbers may not be of one
     *     moment
     */
    public Totals totals() {
        return records.totals(live.get(), peak.get(), findings.count());
    }

    /**
     * What was found wrong, oldest first; the first 10,000.
     *
     * @return an unmodifiable list
     */
    public List<Finding> findings() {
        return findings.all();
    }

    /**
     * Native memory that the records and their index take, without the guards.
     *
     * @return bytes
     */
    public long recordBytes() {
        return records.footprint();
    }

    /**
     * What reports call it.
     *
     * @return the name it was built with
     */
    public String name() {
        return name;
    }

    /**
     * Who hands out the memory.
     *
     * @return the allocator below
     */
    @Override
    public Allocator below() {
        return below;
    }

    /** Leaves this, and the allocator below, to another thread. */
    @Override
    public void handOver() {
        below.handOver();
        owner = null;
    }

    Records records() {
        return records;
    }

    Watch watch() {
        return watch;
    }

    long liveBytes() {
        return live.get();
    }

    /** How often everything was freed at once. */
    long resets() {
        return resets.get();
    }

    /**
     * Ends tracking. Blocks in quarantine are looked at and given back; live ones stay where they
     * are, and reports go on naming them. Where none is live, the records are given back too.
     *
     * @throws MemoryException if a block in quarantine was written, by the {@link BadFreePolicy};
     *     this is closed then
     */
    @Override
    public void close() {
        List<Finding> found = new ArrayList<>();
        synchronized (looking) {
            if (closed || !closable) {
                return;
            }
            Caller caller = Caller.current();
            for (Stripe stripe : records.stripes()) {
                found.addAll(forget(caller, stripe, 0, 0));
            }
            closed = true;
            if (live.get() == 0) {
                records.close();
            }
        }
        if (live.get() == 0 && findings.count() == 0) {
            Trackers.remove(this);
        }
        reportAll(found);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "TrackingAllocator \"" + name + "\" over " + below;
    }

    /** Chooses how an allocator is tracked. */
    public static final class Builder {

        private final Allocator below;
        private @Nullable String name;
        private Tracing tracing = Tracing.AUTO;
        private BadFreePolicy policy = BadFreePolicy.THROW;
        private boolean guards = true;
        private boolean traceFrees = true;
        private boolean closable = true;
        private int history = 1 << 16;
        private long quarantine;
        private long limit = Long.MAX_VALUE;

        private Builder(Allocator below) {
            this.below = below;
        }

        /**
         * What reports call it.
         *
         * @param name a short name; by default what the allocator below calls itself
         * @return this
         */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /**
         * How it learns where an allocation comes from.
         *
         * @param tracing {@link Tracing#AUTO} by default
         * @return this
         */
        public Builder tracing(Tracing tracing) {
            this.tracing = tracing;
            return this;
        }

        /**
         * What happens when something wrong is found.
         *
         * @param policy {@link BadFreePolicy#THROW} by default
         * @return this
         */
        public Builder policy(BadFreePolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Whether there are guards around the blocks, which cost 24 bytes a block, or more where
         * the alignment is more than 16.
         *
         * @param guards true by default
         * @return this
         */
        public Builder guards(boolean guards) {
            this.guards = guards;
            return this;
        }

        /**
         * Whether a free whose line is not known by its call site is traced, with {@link
         * Tracing#AUTO} and {@link Tracing#FULL}. Without, it costs half, and the report of a
         * second free does not know where the first one was.
         *
         * @param traceFrees true by default
         * @return this
         */
        public Builder traceFrees(boolean traceFrees) {
            this.traceFrees = traceFrees;
            return this;
        }

        /**
         * How many freed blocks are remembered, about.
         *
         * @param blocks 65,536 by default
         * @return this
         */
        public Builder history(int blocks) {
            this.history = blocks;
            return this;
        }

        /**
         * How much freed memory is kept from being handed out again, poisoned, so that writes to it
         * show. A block of more than a 64th of it is not kept. Needs an allocator that frees in any
         * order.
         *
         * @param bytes 0 by default
         * @return this
         */
        public Builder quarantine(long bytes) {
            this.quarantine = bytes;
            return this;
        }

        /**
         * The most that may be allocated at once; more is an OUT_OF_MEMORY.
         *
         * @param bytes as requested; no limit by default
         * @return this
         */
        public Builder limit(long bytes) {
            this.limit = bytes;
            return this;
        }

        /** For one that everybody shares: nobody closes it. */
        Builder unclosable() {
            closable = false;
            return this;
        }

        /**
         * Builds it.
         *
         * @return a tracking allocator that stands in reports until it is closed
         * @throws IllegalArgumentException if history, quarantine or limit is negative
         */
        public TrackingAllocator build() {
            if (history < 0 || quarantine < 0 || limit < 0) {
                throw new IllegalArgumentException(
                        "history is %d, quarantine %d and limit %d: none may be negative"
                                .formatted(history, quarantine, limit));
            }
            return new TrackingAllocator(this);
        }
    }
}
