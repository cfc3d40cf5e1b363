package dev.mayfly.alloc;

import dev.mayfly.memory.MallocHeap;

import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A heap of its own that dies as a whole: a level's assets, freed in one call however many there
 * are.
 *
 * <p>Pick it for many large blocks that end together, some of them before. For blocks of up to 32
 * KiB a {@linkplain GeneralAllocator#region region} of the {@link GeneralAllocator} is faster,
 * finds double frees and takes any thread; larger ones it frees one by one. What is never freed
 * alone is better in a {@link FrameArena}.
 *
 * <p><b>Features:</b> blocks of any size, free in any order without knowing the size, resize,
 * {@code freeAll}, {@code query}. No statistics.
 *
 * <p><b>Design:</b> one of mimalloc's first-class heaps. {@code freeAll} makes a new one and
 * destroys the old one, with every block that is still in it; {@code close} destroys it. Needs
 * mimalloc's natives, whichever allocator LWJGL itself was told to use.
 *
 * <p><b>Cost:</b> a pair of allocation and free is about 26 ns where malloc's is 18: the third call
 * into native code asks whether the block is the region's. Ten thousand small blocks that {@code
 * freeAll} takes together cost 11 ns each, allocation and all, where malloc's pairs cost 17. {@code
 * freeAll} alone is a microsecond, and the first blocks of every size afterwards cost some hundred
 * nanoseconds. No Java garbage.
 *
 * <p><b>Errors:</b> before it frees or resizes a block, it asks mimalloc whether the address is in
 * this heap: one of another allocator's, or of another region's, is {@link
 * MemoryError#INVALID_POINTER}. Not seen are a double free and a pointer into the middle of a
 * block, which corrupt the heap, as in C.
 *
 * <p><b>Lifetime:</b> segments stay accessible; do not use one after its block or region was freed.
 *
 * <p><b>Thread:</b> one thread at a time, which need not be the same one each time.
 */
public final class RegionHeap implements Allocator {

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.REUSE,
                    Feature.FREE_ALL,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.QUERY,
                    Feature.CLOSE);

    private final String name;
    private final LongSupplier newHeap;

    /** mimalloc's; {@link #NULL} once closed. */
    private long heap;

    /** Of all blocks that are in use; only a debug build keeps it. */
    long lifetime;

    RegionHeap(String name, LongSupplier newHeap) {
        this.name = name;
        this.newHeap = newHeap;
        this.heap = makeHeap();
    }

    /**
     * An empty region.
     *
     * @param name what messages call it
     * @return an open region that is the caller's to close
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if there is no memory for it
     * @throws UnsupportedOperationException if mimalloc's natives are missing; the message names
     *     what to add
     */
    public static RegionHeap create(String name) {
        return new RegionHeap(name, MallocHeap::create);
    }

    private long makeHeap() {
        long made = newHeap.getAsLong();
        if (made == NULL) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "mimalloc has no memory for another heap, for %s: free memory elsewhere"
                            .formatted(this));
        }
        return made;
    }

    @Override
    public long alloc(long size, long alignment) {
        return check(size, alignment)
                ? checked(MallocHeap.allocateZeroed(heap, size, alignment), size, alignment)
                : NULL;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        return check(size, alignment)
                ? checked(MallocHeap.allocate(heap, size, alignment), size, alignment)
                : NULL;
    }

    /** Returns whether there is anything to allocate. */
    private boolean check(long size, long alignment) {
        Requests.check(size, alignment);
        checkOpen();
        return size != 0;
    }

    private long checked(long address, long size, long alignment) {
        if (address == NULL) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY,
                    "%s has no %d bytes at alignment %d".formatted(this, size, alignment));
        }
        return address;
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address == NULL) {
            return allocNonZeroed(newSize, alignment);
        }
        Requests.checkOldSize(oldSize);
        Requests.check(newSize, alignment);
        checkOwn(address);
        if (newSize == 0) {
            MallocHeap.free(address);
            return NULL;
        }
        return checked(MallocHeap.resize(heap, address, newSize, alignment), newSize, alignment);
    }

    @Override
    public void free(long address, long size) {
        if (address != NULL) {
            checkOwn(address);
            MallocHeap.free(address);
        }
    }

    private void checkOwn(long address) {
        checkOpen();
        if (!MallocHeap.contains(heap, address)) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is not in %s: the block is another allocator's, or was given back by freeAll"
                            .formatted(address, this));
        }
    }

    /**
     * Frees every block, by freeing the heap that they are in. Costs what mimalloc needs to give
     * back the heap's pages, however many blocks were on them.
     *
     * @throws MemoryException {@link MemoryError#OUT_OF_MEMORY} if there is no memory for a new
     *     heap; every block is then as it was
     */
    @Override
    public void freeAll() {
        checkOpen();
        long next = makeHeap();
        MallocHeap.destroy(heap);
        heap = next;
        if (BuildConfig.DEBUG) {
            lifetime = Lifetimes.endAny(lifetime);
        }
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    /**
     * Whether an address is in memory of this region. Where blocks begin and end is not asked, so
     * the answer has no size, and a block that was freed may still be found.
     *
     * @param address any address
     * @return this region and the address
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if it is not in this region
     */
    @Override
    public AllocationInfo query(long address) {
        checkOwn(address);
        return new AllocationInfo(this, address, UNKNOWN_SIZE);
    }

    private void checkOpen() {
        if (heap == NULL) {
            throw Requests.closed(this);
        }
    }

    @Override
    public void close() {
        if (heap != NULL) {
            MallocHeap.destroy(heap);
            heap = NULL;
            if (BuildConfig.DEBUG) {
                Lifetimes.close(lifetime);
            }
        }
    }

    @Override
    public String toString() {
        return "RegionHeap \"" + name + "\"";
    }
}
