package dev.mayfly.swarm.gfx;

import org.lwjgl.system.MemoryUtil.MemoryAllocator;
import org.lwjgl.system.libc.LibCStdlib;

/** The C library's malloc as LWJGL's heap, which counts the blocks that it makes. */
public final class CountingHeap implements MemoryAllocator {

    static volatile long made;

    /** For the JVM option that names it. */
    public CountingHeap() {}

    private static synchronized void count() {
        made++;
    }

    @Override
    public long malloc(long size) {
        count();
        return LibCStdlib.nmalloc(size);
    }

    @Override
    public long calloc(long num, long size) {
        count();
        return LibCStdlib.ncalloc(num, size);
    }

    @Override
    public long realloc(long ptr, long size) {
        count();
        return LibCStdlib.nrealloc(ptr, size);
    }

    @Override
    public void free(long ptr) {
        LibCStdlib.nfree(ptr);
    }

    @Override
    public long aligned_alloc(long alignment, long size) {
        count();
        return LibCStdlib.naligned_alloc(alignment, size);
    }

    @Override
    public void aligned_free(long ptr) {
        LibCStdlib.naligned_free(ptr);
    }

    @Override
    public long getMalloc() {
        throw behindAnother();
    }

    @Override
    public long getCalloc() {
        throw behindAnother();
    }

    @Override
    public long getRealloc() {
        throw behindAnother();
    }

    @Override
    public long getFree() {
        throw behindAnother();
    }

    @Override
    public long getAlignedAlloc() {
        throw behindAnother();
    }

    @Override
    public long getAlignedFree() {
        throw behindAnother();
    }

    private static UnsupportedOperationException behindAnother() {
        return new UnsupportedOperationException("this stands behind another, which has pointers");
    }
}
