package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * Blocks on their way from the thread that allocates them to the one that frees them: a bounded
 * ring with one writer and one reader, in native memory, so that C can be both. Sixteen are handed
 * over at a time, so that the figure is the allocator's and not the ring's.
 *
 * <p>Its layout is also {@code mallocs.c}'s: how many were taken, how many were put, each on a
 * cache line of its own, then the blocks, each as its address times 256 plus its size.
 */
final class HandOver {

    private static final VarHandle COUNTER = ValueLayout.JAVA_LONG.varHandle();
    private static final long TAKEN = 0;
    private static final long PUT = 64;
    private static final long SLOTS = 128;
    private static final int CAPACITY = 1024;

    private final Arena lifetime = Arena.ofShared();
    private final MemorySegment ring = lifetime.allocate(SLOTS + CAPACITY * Long.BYTES, 64);
    private final long slots = ring.address() + SLOTS;
    private final Thread reader;
    private volatile boolean over;

    private HandOver(LongLived allocator) {
        reader = new Thread(() -> read(() -> take(allocator)), "reader");
    }

    private HandOver(NativeMallocLoops loops) {
        reader = new Thread(() -> read(() -> loops.consume(ring)), "reader");
    }

    /** Starts a thread that frees what it is handed. */
    static HandOver to(LongLived allocator) {
        HandOver handOver = new HandOver(allocator);
        handOver.reader.start();
        return handOver;
    }

    /** Starts a thread that frees in C what it is handed. */
    static HandOver to(NativeMallocLoops loops) {
        HandOver handOver = new HandOver(loops);
        handOver.reader.start();
        return handOver;
    }

    /** Allocates blocks and hands them over, waiting while the ring is full. */
    void put(LongLived allocator, int[] sizes) {
        long put = (long) COUNTER.get(ring, PUT);
        for (int start = 0; start < sizes.length; start += Sizes.BATCH) {
            while (put + Sizes.BATCH - (long) COUNTER.getAcquire(ring, TAKEN) > CAPACITY) {
                Thread.yield();
            }
            for (int i = 0; i < Sizes.BATCH; i++) {
                int size = sizes[start + i];
                long block = allocator.malloc(size);
                Memory.putLong(block, i);
                Memory.putLong(slot(put + i), block << 8 | size);
            }
            put += Sizes.BATCH;
            COUNTER.setRelease(ring, PUT, put);
        }
    }

    /** The same in C. */
    void put(NativeMallocLoops loops, MemorySegment sizes) {
        loops.produce(ring, sizes);
    }

    private void take(LongLived allocator) {
        long taken = (long) COUNTER.get(ring, TAKEN);
        long put = (long) COUNTER.getAcquire(ring, PUT);
        for (; taken < put; taken++) {
            long old = Memory.getLong(slot(taken));
            allocator.free(old >>> 8, old & 0xFF);
        }
        COUNTER.setRelease(ring, TAKEN, taken);
    }

    private long slot(long count) {
        return slots + (count % CAPACITY) * Long.BYTES;
    }

    private void read(Runnable take) {
        while (!over) {
            take.run();
            Thread.yield();
        }
        take.run();
    }

    /** Ends when all that was handed over is freed; nothing may be put after it. */
    void finish() throws InterruptedException {
        over = true;
        reader.join();
        lifetime.close();
    }
}
