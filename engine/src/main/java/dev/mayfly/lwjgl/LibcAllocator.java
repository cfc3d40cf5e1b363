package dev.mayfly.lwjgl;

import org.lwjgl.system.MemoryUtil.MemoryAllocator;
import org.lwjgl.system.libc.LibCStdlib;

/**
 * The C library's malloc, as LWJGL has it too, but keeps to itself. Nobody asks this one for
 * function pointers.
 */
final class LibcAllocator implements MemoryAllocator {

    @Override
    public long malloc(long size) {
        return LibCStdlib.nmalloc(size);
    }

    @Override
    public long calloc(long num, long size) {
        return LibCStdlib.ncalloc(num, size);
    }

    @Override
    public long realloc(long ptr, long size) {
        return LibCStdlib.nrealloc(ptr, size);
    }

    @Override
    public void free(long ptr) {
        LibCStdlib.nfree(ptr);
    }

    @Override
    public long aligned_alloc(long alignment, long size) {
        return LibCStdlib.naligned_alloc(alignment, size);
    }

    @Override
    public void aligned_free(long ptr) {
        LibCStdlib.naligned_free(ptr);
    }

    @Override
    public long getMalloc() {
        throw noPointers();
    }

    @Override
    public long getCalloc() {
        throw noPointers();
    }

    @Override
    public long getRealloc() {
        throw noPointers();
    }

    @Override
    public long getFree() {
        throw noPointers();
    }

    @Override
    public long getAlignedAlloc() {
        throw noPointers();
    }

    @Override
    public long getAlignedFree() {
        throw noPointers();
    }

    private static UnsupportedOperationException noPointers() {
        return new UnsupportedOperationException(
                "this stands under another allocator only, which has pointers of its own");
    }
}
