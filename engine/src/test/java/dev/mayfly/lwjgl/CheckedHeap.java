package dev.mayfly.lwjgl;

import org.lwjgl.system.MemoryUtil.MemoryAllocator;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The C library's malloc as the heap behind {@link ContextMemoryAllocator}, which knows every live
 * block: what is freed here and is none of them would have ended the JVM or damaged the heap.
 */
public final class CheckedHeap implements MemoryAllocator {

    private static final Map<Long, Long> LIVE = new ConcurrentHashMap<>();
    private static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();
    private static final LongAdder MADE = new LongAdder();

    private final LibcAllocator libc = new LibcAllocator();

    /** For {@link HeapModules}. */
    public CheckedHeap() {}

    /** How many blocks it has made. */
    static long made() {
        return MADE.sum();
    }

    /** How many of them are in use. */
    static int live() {
        return LIVE.size();
    }

    static boolean isLive(long address) {
        return LIVE.containsKey(address);
    }

    /** Fails if anything was freed that was not its own, or twice. */
    static void check() {
        if (!FAULTS.isEmpty()) {
            throw new AssertionError(FAULTS.toString());
        }
    }

    private static long made(long address, long size) {
        if (address != 0) {
            MADE.increment();
            LIVE.put(address, size);
        }
        return address;
    }

    private static boolean takesBack(long address) {
        if (address == 0 || LIVE.remove(address) != null) {
            return true;
        }
        FAULTS.add("free of 0x%x".formatted(address));
        return false;
    }

    @Override
    public long malloc(long size) {
        return made(libc.malloc(size), size);
    }

    @Override
    public long calloc(long num, long size) {
        return made(libc.calloc(num, size), num * size);
    }

    @Override
    public long realloc(long ptr, long size) {
        if (!takesBack(ptr)) {
            return 0;
        }
        return made(libc.realloc(ptr, size), size);
    }

    @Override
    public void free(long ptr) {
        if (takesBack(ptr)) {
            libc.free(ptr);
        }
    }

    @Override
    public long aligned_alloc(long alignment, long size) {
        return made(libc.aligned_alloc(alignment, size), size);
    }

    @Override
    public void aligned_free(long ptr) {
        if (takesBack(ptr)) {
            libc.aligned_free(ptr);
        }
    }

    @Override
    public long getMalloc() {
        return libc.getMalloc();
    }

    @Override
    public long getCalloc() {
        return libc.getCalloc();
    }

    @Override
    public long getRealloc() {
        return libc.getRealloc();
    }

    @Override
    public long getFree() {
        return libc.getFree();
    }

    @Override
    public long getAlignedAlloc() {
        return libc.getAlignedAlloc();
    }

    @Override
    public long getAlignedFree() {
        return libc.getAlignedFree();
    }
}
