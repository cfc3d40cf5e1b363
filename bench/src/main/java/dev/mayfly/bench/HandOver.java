package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocalThread;

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
abstract class HandOver {

    private static final VarHandle COUNTER = ValueLayout.JAVA_LONG.varHandle();
    private static final long TAKEN = 0;
    private static final long PUT = 64;
    private static final long SLOTS = 128;
    private static final int CAPACITY = 1024;

    final Arena lifetime = Arena.ofShared();
    final MemorySegment ring = lifetime.allocate(SLOTS + CAPACITY * Long.BYTES, 64);
    private final long slots = ring.address() + SLOTS;
    private final Thread reader = new FastThreadLocalThread(this::read, "reader");
    private volatile boolean over;

    /** Starts a thread that frees what it is handed. */
    static HandOver from(Source source) {
        HandOver handOver =
                switch (source) {
                    case Source.Addresses(LongLived allocator) -> new OfAddresses(allocator);
                    case Source.InC(NativeMalloc library) -> new InC(library.loops());
                    case Source.Buffers(ByteBufAllocator allocator) -> new OfBuffers(allocator);
                    case Source.Arenas _, Source.Objects _ ->
                            throw new IllegalArgumentException("nobody frees by block: " + source);
                };
        handOver.reader.start();
        return handOver;
    }

    /** Allocates blocks and hands them over, waiting while the ring is full. */
    void put(int[] sizes) {
        long put = (long) COUNTER.get(ring, PUT);
        for (int start = 0; start < sizes.length; start += Sizes.BATCH) {
            while (put + Sizes.BATCH - (long) COUNTER.getAcquire(ring, TAKEN) > CAPACITY) {
                Thread.yield();
            }
            for (int i = 0; i < Sizes.BATCH; i++) {
                allocate(sizes[start + i], i, (int) ((put + i) % CAPACITY));
            }
            put += Sizes.BATCH;
            COUNTER.setRelease(ring, PUT, put);
        }
    }

    /** Frees what has been put. */
    void take() {
        long taken = (long) COUNTER.get(ring, TAKEN);
        long put = (long) COUNTER.getAcquire(ring, PUT);
        for (; taken < put; taken++) {
            free((int) (taken % CAPACITY));
        }
        COUNTER.setRelease(ring, TAKEN, taken);
    }

    abstract void allocate(int size, int value, int slot);

    abstract void free(int slot);

    final long slot(int index) {
        return slots + (long) index * Long.BYTES;
    }

    private void read() {
        while (!over) {
            take();
            Thread.yield();
        }
        take();
    }

    /** Ends when all that was handed over is freed; nothing may be put after it. */
    void finish() throws InterruptedException {
        over = true;
        reader.join();
        lifetime.close();
    }

    private static final class OfAddresses extends HandOver {

        private final LongLived allocator;

        OfAddresses(LongLived allocator) {
            this.allocator = allocator;
        }

        @Override
        void allocate(int size, int value, int slot) {
            long block = allocator.malloc(size);
            Memory.putLong(block, value);
            Memory.putLong(slot(slot), block << 8 | size);
        }

        @Override
        void free(int slot) {
            long old = Memory.getLong(slot(slot));
            allocator.free(old >>> 8, old & 0xFF);
        }
    }

    /** Netty's buffers, which Java has to hold; the ring's counters order the accesses. */
    private static final class OfBuffers extends HandOver {

        private final ByteBufAllocator allocator;
        private final ByteBuf[] blocks = new ByteBuf[CAPACITY];

        OfBuffers(ByteBufAllocator allocator) {
            this.allocator = allocator;
        }

        @Override
        void allocate(int size, int value, int slot) {
            ByteBuf block = allocator.directBuffer(size);
            block.setLong(0, value);
            blocks[slot] = block;
        }

        @Override
        void free(int slot) {
            blocks[slot].release();
        }
    }

    /** The whole of it in C. */
    private static final class InC extends HandOver {

        private final NativeMallocLoops loops;
        private MemorySegment table = NativeMallocLoops.table(new int[0]);
        private int[] tableOf = {};

        InC(NativeMallocLoops loops) {
            this.loops = loops;
        }

        @Override
        void put(int[] sizes) {
            if (sizes != tableOf) {
                table = NativeMallocLoops.table(sizes);
                tableOf = sizes;
            }
            loops.produce(ring, table);
        }

        @Override
        void take() {
            loops.consume(ring);
        }

        @Override
        void allocate(int size, int value, int slot) {
            throw new UnsupportedOperationException("C does it");
        }

        @Override
        void free(int slot) {
            throw new UnsupportedOperationException("C does it");
        }
    }
}
