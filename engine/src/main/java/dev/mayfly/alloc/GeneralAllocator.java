package dev.mayfly.alloc;

import dev.mayfly.alloc.slab.Bin;
import dev.mayfly.alloc.slab.DamagedException;
import dev.mayfly.alloc.slab.Heaps;
import dev.mayfly.alloc.slab.NoSlabException;
import dev.mayfly.alloc.slab.SizeClasses;
import dev.mayfly.alloc.slab.Slab;
import dev.mayfly.alloc.slab.SlabSpace;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.PageException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Memory that somebody frees: assets, entities, level data; for any thread.
 *
 * <p>Pick it for whatever outlives its tick and does not all end at once. What ends together, a
 * level's assets, goes into a {@link #region(String) region}:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="regions"}
 *
 * <p><b>Features:</b> free in any order without knowing the size, resize in place within a size
 * class, {@code freeAll}, regions, {@code query}, a memory limit, statistics. Blocks of up to 32
 * KiB get the same addresses again after {@code freeAll} if one thread asks for the same in the
 * same order.
 *
 * <p><b>Design:</b> sizes are rounded up to one of 72 size classes, by 16 bytes or by an eighth at
 * most. Blocks of a class are cut from slabs of 256 KiB, which lie in one range of addresses, so
 * that an address alone tells its size and its owner. Each thread has slabs of its own and lists of
 * free blocks, all in Java: no native call, no lock. A block that another thread frees is handed
 * back through a lock-free list. What a thread leaves when it ends is taken over by the next that
 * needs a slab. Slabs with no block in use go back to the system, but for a few and for as many as
 * were taken again in one go a second ago or two; these go back little by little with the next that
 * become free, or at {@link #trim}. Blocks of more than 32 KiB come from malloc. Virtual threads
 * share one heap, under a lock.
 *
 * <p><b>Cost:</b> a pair of allocation and free on one thread is 1 to 4 ns, about 20 more if
 * another thread frees, no Java garbage; 16 bytes at least for a block. A block of more than 32 KiB
 * costs what malloc takes and a lock.
 *
 * <p><b>Errors:</b> freeing what is no block of this allocator is {@link
 * MemoryError#INVALID_POINTER}: another allocator's, another region's, an address inside a block,
 * one past it. Freeing a block twice is {@link MemoryError#DOUBLE_FREE}, at once if the two frees
 * follow each other, come from different threads, pass {@link #UNKNOWN_SIZE} or if the allocator is
 * {@link Builder#checked checked}; else at the latest before the block would be handed out a second
 * time. Of a block of more than 32 KiB the second free is {@link MemoryError#INVALID_POINTER}, for
 * nothing is known of it any more. A write into the first 16 bytes of a freed block is found like a
 * second free. Nothing is corrupted in either case, and the allocator goes on working. What a
 * release build cannot see: a block that was freed, handed out again and then freed by its first
 * user, a write further inside a freed block, a write past the end of a live one.
 *
 * <p><b>Lifetime:</b> segments from the safe face stay accessible after their block was freed; do
 * not use them then. After {@link #close} the addresses are the system's: a raw access crashes.
 *
 * <p><b>Thread:</b> any, at any time, but {@code freeAll} and {@code close}: these end every block,
 * so no other thread may be in a call of the same allocator or region meanwhile.
 */
public final class GeneralAllocator implements Allocator {

    /** Bytes of address space where nothing else is asked for: 32 GiB. */
    public static final long DEFAULT_RESERVE = 32L << 30;

    private static final long SMALLEST_RESERVE = 1L << 26;

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.REUSE,
                    Feature.FREE_ALL,
                    Feature.REPEATABLE,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.QUERY,
                    Feature.THREAD_SAFE,
                    Feature.CLOSE);

    private static final Set<Feature> SHARED_FEATURES =
            FEATURES.stream()
                    .filter(feature -> feature != Feature.FREE_ALL)
                    .filter(feature -> feature != Feature.REPEATABLE)
                    .filter(feature -> feature != Feature.CLOSE)
                    .collect(Collectors.toUnmodifiableSet());

    private final String name;
    private final boolean isRegion;
    final GeneralFamily family;
    private final SlabSpace space;
    private final Heaps heaps;
    private final BigBlocks big;
    private final GeneralErrors errors;

    // Copies of what the space says, one step nearer to the hot path.
    private final long base;
    private final Slab[] slabs;

    private volatile boolean closed;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    /** The one that everybody shares; made when it is first needed. */
    private static final class Shared {

        static final GeneralAllocator INSTANCE = builder().name("shared").unclosable().build();
    }

    private GeneralAllocator(String name, GeneralFamily family, boolean isRegion) {
        this.name = name;
        this.family = family;
        this.isRegion = isRegion;
        this.space = family.space;
        this.heaps = new Heaps(space, family.neverReuse, family.checked);
        this.errors = new GeneralErrors(this, family);
        this.big = new BigBlocks(family, errors);
        this.base = space.base;
        this.slabs = space.slabs;
        if (BuildConfig.DEBUG) {
            lifetime = Lifetimes.begin(this, Lifetimes.Kind.UNTIL_FREE_ALL);
        }
    }

    /**
     * An allocator with every default.
     *
     * @return an open allocator that is the caller's to close
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if the system grants no address
     *     space
     */
    public static GeneralAllocator create() {
        return builder().build();
    }

    /**
     * The allocator that the whole process shares, and that a context starts with. It cannot be
     * emptied or closed, for that would end everybody's blocks: {@code freeAll} is {@link
     * MemoryError#NOT_IMPLEMENTED}, {@code close} does nothing. Its regions can be both.
     *
     * @return the same allocator at every call
     */
    public static GeneralAllocator shared() {
        return Shared.INSTANCE;
    }

    /**
     * An allocator made to measure.
     *
     * @return a builder with every default set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens a region: an allocator whose {@code freeAll} and {@code close} free its own blocks and
     * no others. It shares the limit, the address space and the free slabs of the one it was made
     * from, and ends with it. What waits in one region serves another once the limit is reached, if
     * it is what {@link #trim} would find there.
     *
     * @param name for messages and {@link #query}
     * @return an open region, the caller's to close
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if this is closed
     */
    public GeneralAllocator region(String name) {
        checkOpen();
        GeneralAllocator region = new GeneralAllocator(name, family, true);
        family.add(region);
        return region;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        if (SizeClasses.isSmall(size) && SizeClasses.isNatural(alignment)) {
            long block = heaps.bins()[SizeClasses.grains(size)].pop();
            if (block != NULL) {
                return block;
            }
        }
        return allocSlowly(size, alignment, false);
    }

    @Override
    public long alloc(long size, long alignment) {
        if (SizeClasses.isSmall(size) && SizeClasses.isNatural(alignment)) {
            long block = heaps.bins()[SizeClasses.grains(size)].pop();
            if (block != NULL) {
                Memory.zero(block, size);
                return block;
            }
        }
        return allocSlowly(size, alignment, true);
    }

    private long allocSlowly(long size, long alignment, boolean zeroed) {
        Requests.check(size, alignment);
        checkOpen();
        if (size == 0) {
            return NULL;
        }
        // A size that is a multiple of its alignment has a class that is one too.
        long rounded = Requests.alignUp(size, alignment);
        if (!SizeClasses.isSmall(rounded)) {
            return big.alloc(size, alignment, zeroed);
        }
        long block = take(rounded, size, alignment);
        if (zeroed) {
            Memory.zero(block, size);
        }
        return block;
    }

    private long take(long rounded, long size, long alignment) {
        int sizeClass = SizeClasses.of(rounded);
        try {
            try {
                return heaps.take(sizeClass);
            } catch (NoSlabException none) {
                // What waits in lists may hold whole slabs.
                family.trim();
                return heaps.take(sizeClass);
            }
        } catch (DamagedException damaged) {
            throw errors.damage(damaged);
        } catch (NoSlabException none) {
            throw errors.noSlab(none, size, alignment);
        }
    }

    @Override
    public void free(long address, long size) {
        if (SizeClasses.isSmall(size)) {
            Bin bin = heaps.bins()[SizeClasses.grains(size)];
            Slab[] all = slabs;
            // What is no address of ours gives an index out of bounds, or one that push refuses.
            int index = (int) ((address - base) >>> SlabSpace.SLAB_SHIFT);
            if (Integer.compareUnsigned(index, all.length) < 0 && bin.push(all[index], address)) {
                return;
            }
        }
        freeSlowly(address, size);
    }

    /**
     * {@link #free(long, long)} for who does not know the size, as C's {@code free} does not. It
     * costs a nanosecond or two more; {@link #UNKNOWN_SIZE} there costs more than ten, and finds
     * every second free at once.
     *
     * @param address the block; {@link #NULL} does nothing
     * @throws MemoryException if the block is not this allocator's to take
     */
    public void free(long address) {
        Slab[] all = slabs;
        int index = (int) ((address - base) >>> SlabSpace.SLAB_SHIFT);
        if (Integer.compareUnsigned(index, all.length) < 0) {
            Slab slab = all[index];
            // Of what was never a slab it is 0, for which there is a bin without blocks.
            Bin bin = heaps.bins()[SizeClasses.grains(slab.blockSize())];
            if (bin.push(slab, address)) {
                return;
            }
        }
        freeSlowly(address, UNKNOWN_SIZE);
    }

    private void freeSlowly(long address, long size) {
        if (address == NULL) {
            return;
        }
        if (size != UNKNOWN_SIZE) {
            Requests.checkSize(size);
        }
        checkOpen();
        Slab slab = liveSlab(address);
        if (slab == null) {
            big.free(address, size);
            return;
        }
        errors.checkRoom(address, size, slab.blockSize());
        try {
            if (!heaps.takeBack(slab, address)) {
                throw errors.doubleFree(address);
            }
        } catch (DamagedException damaged) {
            throw errors.damage(damaged);
        }
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        checkOpen();
        if (newSize == 0) {
            free(address, oldSize);
            return NULL;
        }
        Slab slab = liveSlab(address);
        boolean small = slab != null;
        long room = slab != null ? slab.blockSize() : big.size(address);
        errors.checkRoom(address, oldSize, room);
        if (Requests.isAligned(address, alignment) && staysInPlace(small, newSize, room)) {
            return address;
        }
        if (!small && Requests.alignUp(newSize, alignment) > SizeClasses.LARGEST) {
            long moved = big.resize(address, room, newSize, alignment);
            if (moved != NULL) {
                return moved;
            }
        }
        if (slab != null) {
            prepareToFree(slab);
        }
        return moveByCopy(address, oldSize, newSize, alignment);
    }

    private void prepareToFree(Slab slab) {
        try {
            heaps.prepareToTakeBack(slab);
        } catch (DamagedException damaged) {
            throw errors.damage(damaged);
        }
    }

    private long moveByCopy(long address, long oldSize, long newSize, long alignment) {
        long moved = allocNonZeroed(newSize, alignment);
        Memory.copy(address, moved, Math.min(oldSize, newSize));
        try {
            free(address, oldSize);
        } catch (MemoryException failure) {
            // Another thread was faster, and has freed it or broken a list.
            free(moved, newSize);
            throw failure;
        }
        return moved;
    }

    /** A block that would be less than half full moves, so that its memory serves others. */
    private static boolean staysInPlace(boolean small, long newSize, long room) {
        return newSize <= room
                && (small ? newSize > room / 2 || room == SizeClasses.sizeOf(0) : newSize == room);
    }

    @Override
    public void freeAll() {
        checkOpen();
        if (isUnclosable()) {
            throw Requests.notImplemented(this, "freeAll, which would end everybody's blocks");
        }
        // Nobody may look for what waits here meanwhile.
        synchronized (family) {
            heaps.freeAll();
        }
        big.clear();
        if (BuildConfig.DEBUG) {
            lifetime = Lifetimes.endAny(lifetime);
        }
    }

    /**
     * Gives free memory back to the system at once: the slabs that hold no block of the calling
     * thread, of threads that have ended and of virtual threads, and what is kept for the next to
     * come. Other threads keep what waits in their lists.
     *
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if this is closed
     */
    public void trim() {
        checkOpen();
        try {
            heaps.trim();
        } catch (DamagedException damaged) {
            throw errors.damage(damaged);
        }
    }

    @Override
    public Set<Feature> features() {
        return isUnclosable() ? SHARED_FEATURES : FEATURES;
    }

    /**
     * What is known of the block that an address is in.
     *
     * @param address any address, also one inside a block
     * @return the region, where the block begins, its size class (or its size, if it is a big one),
     *     and the thread that owns its slab
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the address is in no live
     *     block of this allocator or region
     */
    @Override
    public AllocationInfo query(long address) {
        checkOpen();
        Slab slab = space.slabAround(address);
        AllocationInfo info = slab == null ? big.query(this, address) : query(slab, address);
        if (info == null) {
            throw errors.notOurs(address);
        }
        return info;
    }

    private @Nullable AllocationInfo query(Slab slab, long address) {
        long block = heaps.owns(slab) ? slab.blockAround(address) : NULL;
        return block != NULL && slab.isLive(block)
                ? new AllocationInfo(this, block, slab.blockSize(), Heaps.owner(slab))
                : null;
    }

    /**
     * The use of every size class that this allocator or region has slabs of.
     *
     * @return by size, smallest first
     */
    public List<SizeClassUse> sizeClasses() {
        checkOpen();
        List<SizeClassUse> uses = new ArrayList<>();
        Heaps.ClassUse[] all = heaps.uses();
        for (int i = 0; i < all.length; i++) {
            Heaps.ClassUse use = all[i];
            if (use.peak() > 0) {
                uses.add(
                        new SizeClassUse(
                                SizeClasses.sizeOf(i),
                                use.live(),
                                use.free(),
                                use.committed(),
                                use.peak()));
            }
        }
        return List.copyOf(uses);
    }

    /**
     * What is live in this allocator or region: size classes' sizes, not requested ones. Looks at
     * every slab; exact while no other thread allocates or frees, but that a block which another
     * thread freed counts until its owner, or who took over from it, has collected it. {@link
     * #trim} collects those of the calling thread, of threads that have ended and of virtual
     * threads.
     *
     * @return bytes
     */
    public long used() {
        checkOpen();
        long bytes = bigBytes();
        Heaps.ClassUse[] all = heaps.uses();
        for (int i = 0; i < all.length; i++) {
            bytes += all[i].live() * SizeClasses.sizeOf(i);
        }
        return bytes;
    }

    /**
     * The part of {@link #used} that is in blocks of more than 32 KiB.
     *
     * @return bytes
     */
    public long bigBytes() {
        return big.bytes();
    }

    /**
     * Memory taken from the system by this allocator and all its regions: slabs, also those that
     * wait for use, and big blocks.
     *
     * @return bytes, 0 once closed
     */
    public long committed() {
        return space.committed();
    }

    /**
     * The most that {@link #committed} ever was.
     *
     * @return bytes
     */
    public long peak() {
        return space.peak();
    }

    /**
     * The most that {@link #committed} may be.
     *
     * @return bytes; {@code Long.MAX_VALUE} where there is no limit
     */
    public long limit() {
        return space.limit();
    }

    /**
     * The name it was given.
     *
     * @return for people
     */
    public String name() {
        return name;
    }

    /**
     * Gives everything back. Of a region its blocks; of an allocator also its regions and the
     * address space. No other thread may be in a call meanwhile. Twice is once.
     */
    @Override
    public void close() {
        if (isUnclosable()) {
            return;
        }
        if (isRegion) {
            family.end(this);
        } else {
            family.endAll();
        }
    }

    /** Frees all for good; for the family, which must not know this one any more. Twice is once. */
    void end() {
        if (!closed) {
            closed = true;
            if (BuildConfig.DEBUG) {
                Lifetimes.close(lifetime);
            }
            heaps.close();
            big.clear();
        }
    }

    /** Whether this is the one that everybody shares. */
    private boolean isUnclosable() {
        return !isRegion && !family.closable;
    }

    @Override
    public String toString() {
        return "GeneralAllocator \"%s\"".formatted(name);
    }

    /**
     * The slab of an address, which must be a live block of this allocator or region then; null if
     * the address is in no slab.
     */
    private @Nullable Slab liveSlab(long address) {
        Slab slab = space.slabAround(address);
        if (slab == null) {
            return null;
        }
        if (!heaps.owns(slab) || !slab.isBlock(address)) {
            throw errors.notOurs(address);
        }
        if (!slab.isLive(address)) {
            throw errors.doubleFree(address);
        }
        return slab;
    }

    /** Whether an address is in a slab of this allocator or region, or where a big block begins. */
    boolean hasBlockAround(long address) {
        Slab slab = space.slabAround(address);
        return slab == null ? big.has(address) : heaps.owns(slab);
    }

    private void checkOpen() {
        if (closed) {
            throw Requests.closed(this);
        }
    }

    /** Says how an allocator shall be. */
    public static final class Builder {

        private String name = "general";
        private long reserve = DEFAULT_RESERVE;
        private boolean reserveIsWish = true;
        private long limit = Long.MAX_VALUE;
        private boolean neverReuse;
        private boolean checked;
        private boolean closable = true;

        private Builder() {}

        /**
         * Names it, for messages.
         *
         * @param text for people; "general" unless told
         * @return this
         */
        public Builder name(String text) {
            this.name = text;
            return this;
        }

        /**
         * Address space for blocks of up to 32 KiB. Costs no memory, but 4 bytes of Java heap for
         * each 256 KiB.
         *
         * @param bytes more than 0, rounded up to slabs; {@link #DEFAULT_RESERVE}, or less where
         *     the system grants less, unless told
         * @return this
         * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if that is no size
         */
        public Builder reserve(long bytes) {
            if (bytes <= 0 || bytes > 1L << 47) {
                throw new MemoryException(
                        MemoryError.INVALID_ARGUMENT,
                        "reserve is " + bytes + " bytes: it must be from 1 to 2^47");
            }
            this.reserve = Requests.alignUp(bytes, SlabSpace.SLAB_SIZE);
            this.reserveIsWish = false;
            return this;
        }

        /**
         * Limits what may be taken from the system at once, slabs counted whole.
         *
         * @param bytes 0 or more; no limit unless told
         * @return this
         * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if it is negative
         */
        public Builder limit(long bytes) {
            Requests.checkSize(bytes);
            this.limit = bytes;
            return this;
        }

        /**
         * Never hands out an address twice, so that what is used after it was freed shows: freed
         * blocks of up to 32 KiB read as bytes {@code 0xDD} until all of their slab is freed; then,
         * as larger ones at once, they are gone from memory. For hunting faults: every free is
         * checked, and address space is used up.
         *
         * @return this
         */
        public Builder neverReuse() {
            this.neverReuse = true;
            return this;
        }

        /**
         * Checks each free to the last detail, so that every block that is freed twice is found
         * where it happens. Costs some nanoseconds, and a cache miss where there are many blocks.
         *
         * @return this
         */
        public Builder checked() {
            this.checked = true;
            return this;
        }

        private Builder unclosable() {
            this.closable = false;
            return this;
        }

        /**
         * Makes the allocator.
         *
         * @return an open allocator that is the caller's to close
         * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if the system grants no such
         *     address space
         */
        public GeneralAllocator build() {
            GeneralFamily family = new GeneralFamily(space(reserve), neverReuse, checked, closable);
            GeneralAllocator allocator = new GeneralAllocator(name, family, false);
            family.add(allocator);
            return allocator;
        }

        /** Systems that count address space as memory may grant less than the default. */
        private SlabSpace space(long size) {
            try {
                return SlabSpace.reserve(size, limit);
            } catch (PageException refused) {
                if (reserveIsWish && size > SMALLEST_RESERVE) {
                    return space(size / 2);
                }
                throw new MemoryException(
                        MemoryError.OUT_OF_MEMORY,
                        "the system grants no %d bytes of address space: ask for less with builder().reserve(bytes)"
                                .formatted(size),
                        refused);
            }
        }
    }
}
