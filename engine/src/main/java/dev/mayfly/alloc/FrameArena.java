package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;
import dev.mayfly.memory.VirtualMemory;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The scratch arena: memory that lives for one tick.
 *
 * <p>Pick it for everything that dies with the tick. Allocate all through the tick, free nothing,
 * and call {@link #freeAll()} at its end: one step however much was used, and the next tick's
 * allocations of the same shape get the same addresses, warm in the cache. {@code GameLoop} makes
 * the call for you. What dies with a call belongs on a {@link StackAllocator}, what somebody frees
 * in a {@link GeneralAllocator}.
 *
 * <p><b>Features:</b> {@code freeAll}, save points, growing and freeing the newest block in place.
 * Freeing another block does nothing until {@code freeAll}. Sizes are not recorded.
 *
 * <p><b>Design:</b> one contiguous range of addresses (1 GiB unless told otherwise) that never
 * moves. Pages are committed when the cursor first reaches them, 4 MiB at a time, which take no
 * memory until they are touched. They stay, until they have been idle for {@link Builder#trimAfter
 * many} resets; then they go back, once in as many resets, with one system call. Zeroed allocation
 * zeroes only what an earlier tick wrote, in cache-sized chunks ahead of the cursor.
 *
 * <p><b>Cost:</b> an allocation is two comparisons and a store, under a nanosecond, with no Java
 * garbage. {@code freeAll} is the same after ten allocations as after a million. A tick with safe
 * allocations makes 80 to 160 bytes of Java garbage; the raw face makes none.
 *
 * <p><b>Lifetime:</b> a segment from {@link #allocate(long, long)} is bound to its tick: after
 * {@code freeAll} every access to it throws {@link IllegalStateException}. One allocated inside a
 * save point ends with that. Raw addresses are not guarded. Not closing the arena leaks its address
 * space and pages.
 *
 * <p><b>Thread:</b> one thread at a time. Safe segments are confined to the thread that made the
 * tick's first one, unless the arena is {@link Builder#shared shared}; a safe allocation on another
 * thread then throws {@link WrongThreadException}.
 */
public final class FrameArena extends BumpAllocator {

    /** Bytes of address space where nothing else is asked for: 1 GiB. */
    public static final long DEFAULT_RESERVE = 1L << 30;

    /**
     * Resets after which idle pages go back where nothing else is asked for: ten seconds of 60
     * ticks.
     */
    public static final int DEFAULT_TRIM_AFTER = 600;

    /**
     * Bytes committed at a time, at least; they take no memory until they are touched. Enough for
     * the ticks of most games, so that the JIT compiler never sees an arena grow and leaves the
     * call out: around it compiled loops could keep nothing in registers. The system gives a huge
     * page only where all of it is committed, and this is two.
     */
    private static final long COMMIT_STEP = 4 * 1024 * 1024;

    /** Bytes that stay committed however little is used. */
    private static final long LEAST_KEPT = 256 * 1024;

    private final String name;
    private final Room room;
    private final long reserved;
    private final int trimAfter;
    private final boolean shared;
    private final boolean hugePages;

    /**
     * What safe segments are bound to. Null until the tick's, or save point's, first one, unless
     * the tick before had some: then {@code freeAll} opened it ahead.
     */
    private @Nullable Arena lifetime;

    /** Who opened {@link #lifetime}. */
    private @Nullable Thread opener;

    /** Whether a segment is bound to {@link #lifetime}. */
    private boolean lifetimeUsed;

    private long resets;
    private long peak;
    private long lastTickPeak;
    private long windowPeak;
    private int resetsToTrim;

    /**
     * @param room pages that read as zero, none of them usable yet
     * @param reserved bytes of address space
     */
    FrameArena(Builder builder, Room room, long reserved) {
        super(room.base, room.base, room.base);
        this.name = builder.name;
        this.room = room;
        this.reserved = reserved;
        this.trimAfter = builder.trimAfter;
        this.resetsToTrim = builder.trimAfter;
        this.shared = builder.shared;
        this.hugePages = builder.hugePages;
    }

    /**
     * An arena with every default.
     *
     * @return an open arena that is the caller's to close
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if the system grants no such
     *     address space
     */
    public static FrameArena create() {
        return builder().build();
    }

    /**
     * An arena made to measure.
     *
     * @return a builder with every default set
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    long capacityEnd() {
        return room.end;
    }

    @Override
    String cure() {
        return room.end - base < reserved
                ? "raise the memory limit with builder().limit(bytes)"
                : "reserve more with builder().reserve(bytes)";
    }

    @Override
    long grow(long end) {
        room.growTo(end, COMMIT_STEP);
        return room.limit();
    }

    @Override
    MemorySegment freshSegment(long address, long size) {
        Arena alive = lifetime;
        if (alive == null) {
            alive = openLifetime();
        }
        MemorySegment segment;
        try {
            // The "and" changes nothing; it tells the JIT compiler that the size is not negative.
            segment = Memory.segment(address, size & Long.MAX_VALUE, alive);
        } catch (WrongThreadException foreign) {
            // To ask whose it is beforehand takes three times as long.
            segment = segmentOnNewThread(address, size, foreign);
        }
        lifetimeUsed = true;
        return segment;
    }

    /** A lifetime that was opened ahead by another thread gives way; one with segments does not. */
    private MemorySegment segmentOnNewThread(
            long address, long size, WrongThreadException foreign) {
        if (lifetimeUsed) {
            throw foreign;
        }
        return Memory.segment(address, size, openLifetime());
    }

    @Override
    MemorySegment segmentOf(@Nullable SavePoint openedAfter, long address, long size) {
        // One place that makes the segment, or the JIT compiler could not do without the object.
        Arena alive = lifetime;
        if (openedAfter != null) {
            alive = claimOuterLifetime(openedAfter);
        } else if (alive == null || !lifetimeUsed) {
            alive = claimLifetime(alive);
        }
        return Memory.segment(address, size & Long.MAX_VALUE, alive);
    }

    /** The same for a view, which may be of another thread's block. */
    private Arena claimLifetime(@Nullable Arena ahead) {
        Arena mine = ahead != null && isMine(opener) ? ahead : openLifetime();
        lifetimeUsed = true;
        return mine;
    }

    /** The lifetime of what was allocated before a save point was opened. */
    private Arena claimOuterLifetime(SavePoint point) {
        Arena outer = point.outerLifetime;
        if (outer != null && point.outerLifetimeUsed) {
            return outer;
        }
        if (outer == null || !isMine(point.outerOpener)) {
            outer = newLifetime();
            point.outerLifetime = outer;
            point.outerOpener = Thread.currentThread();
        }
        point.outerLifetimeUsed = true;
        return outer;
    }

    private boolean isMine(@Nullable Thread openedBy) {
        return shared || openedBy == Thread.currentThread();
    }

    private Arena openLifetime() {
        Arena opened = newLifetime();
        lifetime = opened;
        opener = Thread.currentThread();
        lifetimeUsed = false;
        return opened;
    }

    private Arena newLifetime() {
        return shared ? Arena.ofShared() : Arena.ofConfined();
    }

    /**
     * Ends the segments made so far; fails, with nothing changed, on a foreign thread or while one
     * is held by a native call.
     */
    private void endLifetime() {
        Arena ending = lifetime;
        if (ending != null && lifetimeUsed) {
            ending.close();
        }
        lifetime = null;
        opener = null;
        lifetimeUsed = false;
    }

    @Override
    void savePointOpened(SavePoint point) {
        if (lifetime != null) {
            keepOuterLifetime(point);
        }
    }

    private void keepOuterLifetime(SavePoint point) {
        point.outerLifetime = lifetime;
        point.outerOpener = opener;
        point.outerLifetimeUsed = lifetimeUsed;
        lifetime = null;
        lifetimeUsed = false;
    }

    @Override
    void savePointClosing(SavePoint point) {
        if (lifetime != null || point.outerLifetime != null) {
            restoreOuterLifetime(point);
        }
    }

    private void restoreOuterLifetime(SavePoint point) {
        endLifetime();
        lifetime = point.outerLifetime;
        opener = point.outerOpener;
        lifetimeUsed = point.outerLifetimeUsed;
        point.outerLifetime = null;
        point.outerOpener = null;
        point.outerLifetimeUsed = false;
    }

    /**
     * Where a tick had segments the next will have some too, so their lifetime is opened here. The
     * hot path then makes no call, and the JIT compiler can keep what it knows of the lifetime in
     * registers.
     */
    @Override
    void tickEnding() {
        if (lifetimeUsed) {
            endLifetime();
            openLifetime();
        }
    }

    @Override
    void closing() {
        endLifetime();
    }

    @Override
    void tickEnded(long used) {
        lastTickPeak = used;
        windowPeak = Math.max(windowPeak, used);
        resets++;
        if (--resetsToTrim == 0) {
            trimIdle();
        }
    }

    /** Gives back what no tick of the last window came near. */
    private void trimIdle() {
        resetsToTrim = trimAfter;
        peak = Math.max(peak, windowPeak);
        long keep = windowPeak + windowPeak / 4;
        windowPeak = 0;
        decommitFrom(base + Math.max(keep, LEAST_KEPT));
    }

    /**
     * Gives committed pages that are not in use back to the system at once. They come back, zeroed,
     * when they are needed. Once there are safe segments, what this tick has used at all stays
     * until its end.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the arena is closed
     */
    public void trim() {
        checkOpen();
        // A block that was freed or shrunk may still have a live segment over it, above the cursor.
        boolean segments = lifetimeUsed || hasOpenSavePoint();
        decommitFrom(segments ? base + highestUsed() : cursor());
    }

    private void decommitFrom(long address) {
        long start = base + VirtualMemory.roundUp(address - base);
        long end = limit();
        if (!room.shrinkTo(start)) {
            return;
        }
        lowerLimit(start);
        if (hugePages) {
            VirtualMemory.adviseHugePages(start, end - start);
        }
    }

    /**
     * Most bytes in use at once since the arena was made.
     *
     * @return bytes
     */
    public long peak() {
        return Math.max(Math.max(peak, windowPeak), highestUsed());
    }

    /**
     * Most bytes in use at once in the tick that the last {@code freeAll} ended.
     *
     * @return bytes, 0 before the first {@code freeAll}
     */
    public long lastTickPeak() {
        return lastTickPeak;
    }

    /**
     * What is committed: usable without asking the system. Pages that were never touched count
     * although they cost nothing yet.
     *
     * @return bytes
     */
    public long committed() {
        return limit() - base;
    }

    /**
     * The address space that is taken.
     *
     * @return bytes, 0 once closed
     */
    public long reserved() {
        return isClosed() ? 0 : reserved;
    }

    /**
     * How often {@code freeAll} was called.
     *
     * @return a count
     */
    public long resets() {
        return resets;
    }

    /**
     * Gives address space and pages back. Safe segments throw on access from now on; raw addresses
     * must not be used again.
     *
     * @throws WrongThreadException if another thread made this tick's safe segments
     */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        peak = peak();
        markClosed();
        room.release();
    }

    @Override
    public String toString() {
        return describe(name);
    }

    private static String describe(String name) {
        return "FrameArena \"" + name + "\"";
    }

    /** What an arena can be told before it is made. */
    public static final class Builder {

        private String name = "scratch";
        private long reserve = DEFAULT_RESERVE;
        private long limit = Long.MAX_VALUE;
        private int trimAfter = DEFAULT_TRIM_AFTER;
        private boolean shared;
        private boolean hugePages;

        private Builder() {}

        /**
         * What messages call the arena.
         *
         * @param value any text
         * @return this
         */
        public Builder name(String value) {
            name = value;
            return this;
        }

        /**
         * The address space to take. It costs no memory; it is the most that one tick can ever use.
         *
         * @param bytes more than 0; rounded up to whole pages
         * @return this
         */
        public Builder reserve(long bytes) {
            reserve = bytes;
            return this;
        }

        /**
         * The most memory to commit. Beyond it allocation fails with {@link
         * MemoryError#OUT_OF_MEMORY}.
         *
         * @param bytes more than 0; rounded up to whole pages; without one the reservation is the
         *     limit
         * @return this
         */
        public Builder limit(long bytes) {
            limit = bytes;
            return this;
        }

        /**
         * How long pages stay committed after nobody needed them.
         *
         * @param resets calls of {@code freeAll}, more than 0; {@link #DEFAULT_TRIM_AFTER} without
         *     this
         * @return this
         */
        public Builder trimAfter(int resets) {
            trimAfter = resets;
            return this;
        }

        /**
         * Lets every thread access the safe segments. Costs tens of microseconds at each {@code
         * freeAll} after a safe allocation, because every thread of the JVM must be told; raw
         * addresses can be shared at no cost. Allocating stays one thread's.
         *
         * @param value whether segments are for all threads; false without this
         * @return this
         */
        public Builder shared(boolean value) {
            shared = value;
            return this;
        }

        /**
         * Asks the system for huge pages: fewer page faults and address look-ups for arenas of many
         * megabytes, coarser memory use for small ones. A wish that the system may ignore.
         *
         * @param value whether to ask; false without this
         * @return this
         */
        public Builder hugePages(boolean value) {
            hugePages = value;
            return this;
        }

        /**
         * Makes the arena.
         *
         * @return an open arena that is the caller's to close
         * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if a size or count is not
         *     positive; {@link MemoryError#OUT_OF_MEMORY} if the system grants no such address
         *     space
         */
        public FrameArena build() {
            Room.checkSize("reserve", reserve);
            Room.checkSize("limit", Math.min(limit, Room.LARGEST));
            if (trimAfter <= 0) {
                throw new MemoryException(
                        MemoryError.INVALID_ARGUMENT,
                        "trimAfter is " + trimAfter + " resets: it must be 1 or more");
            }
            long reserved = VirtualMemory.roundUp(reserve);
            Room room = Room.reserve(describe(name), reserved, 1, Math.min(limit, reserved));
            if (hugePages) {
                VirtualMemory.adviseHugePages(room.base, reserved);
            }
            return new FrameArena(this, room, reserved);
        }
    }
}
