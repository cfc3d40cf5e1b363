package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.Requests;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryUtil.MemoryAllocator;
import org.lwjgl.system.Platform;

import java.util.Set;

/**
 * One of LWJGL's allocators as Mayfly has allocators: what stands under the tracked one.
 *
 * <p><b>Features:</b> free in any order without knowing the size, resize. No {@code freeAll}, no
 * books.
 *
 * <p><b>Design:</b> takes the allocator that LWJGL would have taken, in the same way: the first of
 * mimalloc, rpmalloc and jemalloc whose module and library are there, or else the C library. It
 * must not use {@code MemoryUtil}, which is being initialised when this is made. One {@code free}
 * takes plain and aligned blocks, everywhere but with Microsoft's C library; there all blocks are
 * made and freed as aligned ones.
 *
 * <p><b>Cost:</b> the allocator below. <b>Lifetime:</b> as malloc's. <b>Thread:</b> any. Pick it
 * for nothing else: {@link dev.mayfly.alloc.HeapAllocator} is for games.
 */
final class LwjglHeap implements Allocator {

    private static final Set<Feature> FEATURES =
            Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.REUSE,
                    Feature.RESIZE,
                    Feature.UNKNOWN_SIZE,
                    Feature.THREAD_SAFE);

    /** What every malloc promises on the 64-bit systems that Mayfly runs on: bytes. */
    private static final long NATURAL_ALIGNMENT = 16;

    /** What mimalloc and jemalloc promise for blocks of less than 16 bytes: bytes. */
    private static final long SMALL_ALIGNMENT = 8;

    private final MemoryAllocator lwjgl;
    private final boolean oneFree;

    /**
     * @param lwjgl who hands out the memory
     * @param oneFree whether its {@code free} takes aligned blocks too
     */
    LwjglHeap(MemoryAllocator lwjgl, boolean oneFree) {
        this.lwjgl = lwjgl;
        this.oneFree = oneFree;
    }

    /** Over the allocator that LWJGL would have chosen. */
    static LwjglHeap choose() {
        MemoryAllocator module = HeapModules.choose();
        boolean libc = module instanceof LibcAllocator;
        return new LwjglHeap(module, !libc || Platform.get() != Platform.WINDOWS);
    }

    /** The alignment that plain malloc gives a block of a size. */
    static long naturalAlignment(long size) {
        return size < NATURAL_ALIGNMENT ? SMALL_ALIGNMENT : NATURAL_ALIGNMENT;
    }

    private boolean isNatural(long size, long alignment) {
        return oneFree && alignment <= naturalAlignment(size);
    }

    @Override
    public long alloc(long size, long alignment) {
        Requests.check(size, alignment);
        if (size == 0) {
            return NULL;
        }
        if (isNatural(size, alignment)) {
            return checked(lwjgl.calloc(1, size), size);
        }
        long address = allocNonZeroed(size, alignment);
        Memory.zero(address, size);
        return address;
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        Requests.check(size, alignment);
        if (size == 0) {
            return NULL;
        }
        if (isNatural(size, alignment)) {
            return checked(lwjgl.malloc(size), size);
        }
        long wide = Math.max(alignment, NATURAL_ALIGNMENT);
        // C11 wants a size that is a multiple of the alignment.
        long rounded = (size + (wide - 1)) & -wide;
        return checked(rounded < size ? NULL : lwjgl.aligned_alloc(wide, rounded), size);
    }

    @Override
    public long resizeNonZeroed(long address, long oldSize, long newSize, long alignment) {
        if (address != NULL && newSize > 0 && isNatural(newSize, alignment)) {
            Requests.checkOldSize(oldSize);
            Requests.check(newSize, alignment);
            return checked(lwjgl.realloc(address, newSize), newSize);
        }
        return Allocator.super.resizeNonZeroed(address, oldSize, newSize, alignment);
    }

    @Override
    public void free(long address, long size) {
        if (oneFree) {
            lwjgl.free(address);
        } else {
            lwjgl.aligned_free(address);
        }
    }

    @Override
    public Set<Feature> features() {
        return FEATURES;
    }

    @Override
    public String toString() {
        return lwjgl.getClass().getName();
    }

    private static long checked(long address, long size) {
        if (address == NULL) {
            throw new MemoryException(
                    MemoryError.OUT_OF_MEMORY, "malloc has no %d bytes".formatted(size));
        }
        return address;
    }
}
