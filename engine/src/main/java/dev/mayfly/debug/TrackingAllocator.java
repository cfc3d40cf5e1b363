package dev.mayfly.debug;

import dev.mayfly.alloc.AllocationInfo;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.Requests;
import dev.mayfly.jfr.FreeAllEvent;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
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
 *   <li>at once: a second free, with the places and ticks of all three calls, as far as {@link
 *       FreeTraces} had the first free's stack walked; a free of an address that was never handed
 *       out, or that is inside a block; of another tracking allocator's block, naming both; with a
 *       wrong size; a use from another thread where the allocator below is one thread's.
 *   <li>on free, on {@link #check()} and at {@code freeAll}: a write before or behind a block, up
 *       to 16 bytes before and 8 behind it.
 *   <li>when a block leaves the quarantine and on {@link #check()}: a write after free.
 *   <li>at the end: what was not freed.
 * </ul>
 *
 * <p><b>Design:</b> a record is 40 bytes of native memory, found through an index of native memory
 * too; places are interned and stand in a record as a number. Freed blocks keep their record for a
 * while ({@link Builder#history}), so a second free is told from a foreign pointer. What was found
 * wrong goes to a {@link BadFreePolicy}; the default throws.
 *
 * <p><b>Cost:</b> 40 bytes a live block for its record, 11 to 22 for the index and 24 for the
 * guards (more where the alignment is more than 16): 86 at most; 80 for the two records of a freed
 * one that is remembered. No Java garbage. Time: {@link Tracing} says what a place costs; the rest
 * is some tens of nanoseconds a pair of allocation and free.
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
    private final FreeTraces freeTraces;
    private final Set<Feature> features;

    /** False for the one that everybody shares. */
    private final boolean closable;

    /** Whether the allocator below is one thread's at a time. */
    private final boolean owned;

    /** Whose it is, as {@link Allocator#handOver} has it: the first user's. */
    private volatile @Nullable Thread owner;

    private final Records records;
    private final GuardedBlocks blocks;
    private final LiveBytes live;
    private final Diagnosis diagnosis;
    private final Inspection inspection;
    private final Quarantine quarantine;
    private final Making making;
    private final Freeing freeing;
    private final Resizing resizing;
    private final Observation observation;
    private final AtomicLong resets = new AtomicLong();

    /** Held by who looks at live memory, and by who makes it vanish all at once. */
    private final Object looking = new Object();

    private volatile boolean closed;

    private TrackingAllocator(Builder builder) {
        below = builder.below;
        name = builder.name == null ? below.toString() : builder.name;
        tracing = builder.tracing;
        freeTraces = builder.freeTraces == null ? FreeTraces.byDefault() : builder.freeTraces;
        closable = builder.closable;
        owned = !below.features().contains(Feature.THREAD_SAFE);
        features = builder.features();
        records = new Records(name);
        blocks = new GuardedBlocks(below, builder.guards);
        live = new LiveBytes(name, builder.limit);
        diagnosis = new Diagnosis(this, records, builder.policy);
        inspection = new Inspection(blocks, records, diagnosis);
        quarantine =
                new Quarantine(
                        blocks,
                        records,
                        diagnosis,
                        builder.rememberedPerStripe(),
                        builder.keptPerStripe());
        making = new Making(name, blocks, records, live);
        observation = new Observation(this, below.features());
        freeing = new Freeing(blocks, records, live, quarantine, diagnosis, observation.lifespans);
        resizing =
                new Resizing(
                        this,
                        blocks,
                        records,
                        live,
                        making,
                        freeing,
                        quarantine,
                        diagnosis,
                        observation.lifespans);
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
        int place = tracing.place(caller);
        return making.made(caller, place, blocks.alloc(size, alignment), size, alignment);
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Caller caller = entering(size, alignment);
        if (size == 0) {
            return NULL;
        }
        int place = tracing.place(caller);
        return making.made(caller, place, blocks.allocNonZeroed(size, alignment), size, alignment);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        Caller caller = entering(byteSize, byteAlignment);
        if (byteSize == 0) {
            return MemorySegment.NULL;
        }
        int place = tracing.place(caller);
        MemorySegment segment = blocks.allocate(byteSize, byteAlignment);
        making.made(caller, place, segment.address(), byteSize, byteAlignment);
        return segment;
    }

    @Override
    public MemorySegment allocateNonZeroed(long byteSize, long byteAlignment) {
        Caller caller = entering(byteSize, byteAlignment);
        if (byteSize == 0) {
            return MemorySegment.NULL;
        }
        int place = tracing.place(caller);
        MemorySegment segment = blocks.allocateNonZeroed(byteSize, byteAlignment);
        making.made(caller, place, segment.address(), byteSize, byteAlignment);
        return segment;
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
        live.checkRoom(size);
        return caller;
    }

    private void claim(Caller caller) {
        Thread mine = owner;
        if (mine == null || !mine.isAlive()) {
            owner = caller.java;
        } else {
            diagnosis.report(diagnosis.foreignThread(caller, mine));
        }
    }

    // Freeing and resizing

    @Override
    public void free(long address, long size) {
        if (address != NULL) {
            Caller caller = entering(0, 1);
            freeing.free(caller, tracing.placeOfFree(caller, freeTraces), address, size);
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
            damages = inspection.find(caller);
            below.freeAll();
            FreeAllEvent.happened(name, live.get());
            live.vanished(quarantine.everythingWent(caller, tracing.place(caller)));
        }
        resets.incrementAndGet();
        owner = null;
        diagnosis.reportAll(damages);
    }

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
        live.checkRoom(newSize - oldSize);
        int place = tracing.place(caller);
        return resizing.resize(caller, place, address, oldSize, newSize, alignment, zeroed);
    }

    /**
     * Looks for writes where nobody may write: around every live block and in every block in
     * quarantine. Costs some nanoseconds a block, and the memory bandwidth of the quarantine.
     *
     * @return how many there were, each on record and reported to the {@link BadFreePolicy}; 0 once
     *     this is closed
     */
    public int check() {
        List<Finding> found = inspect();
        diagnosis.reportAll(found);
        return found.size();
    }

    private List<Finding> inspect() {
        synchronized (looking) {
            return closed ? List.of() : inspection.find(Caller.current());
        }
    }

    /**
     * As {@link #check}, of the blocks in quarantine alone, and where the allocator below was
     * closed before this, of none: their memory is gone.
     */
    void checkQuarantine() {
        List<Finding> found = List.of();
        synchronized (looking) {
            if (!closed && quarantine.isOn() && isBelowOpen()) {
                found = inspection.findInQuarantine(Caller.current());
            }
        }
        diagnosis.reportAll(found);
    }

    private boolean isBelowOpen() {
        try {
            below.alloc(0, 1);
            below.handOver();
            return true;
        } catch (WrongThreadException usedElsewhere) {
            return true;
        } catch (MemoryException closedOne) {
            return false;
        }
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
        if (!records.makeImmortal(address)) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is no live block of \"%s\": mark a block between its allocation and its free"
                            .formatted(address, name));
        }
    }

    /**
     * Wants to hear when a tag's bytes rise above a number. Counting begins with the first budget,
     * so set budgets before what they are for is allocated.
     *
     * @param tag whose bytes
     * @param bytes what it should have at most
     * @param listener who hears of it
     */
    public void budget(Tag tag, long bytes, BudgetListener listener) {
        live.budget(tag, bytes, listener);
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
        return records.totals(live.get(), live.peak(), diagnosis.count());
    }

    /**
     * What was found wrong, oldest first; the first 10,000.
     *
     * @return an unmodifiable list
     */
    public List<Finding> findings() {
        return diagnosis.all();
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

    Observation observation() {
        return observation;
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
        List<Finding> found;
        synchronized (looking) {
            if (closed || !closable) {
                return;
            }
            found = quarantine.empty(Caller.current());
            closed = true;
            if (live.get() == 0) {
                records.close();
            }
        }
        if (live.get() == 0 && diagnosis.count() == 0) {
            Trackers.remove(this);
        }
        diagnosis.reportAll(found);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String toString() {
        return "TrackingAllocator \"" + name + "\" over " + below;
    }

    /** Chooses how an allocator is tracked. */
    public static final class Builder extends TrackingChoices {

        private Builder(Allocator below) {
            super(below);
        }

        /**
         * Builds it.
         *
         * @return a tracking allocator that stands in reports until it is closed
         * @throws IllegalArgumentException if history, quarantine or limit is negative
         */
        public TrackingAllocator build() {
            check();
            return new TrackingAllocator(this);
        }
    }
}
