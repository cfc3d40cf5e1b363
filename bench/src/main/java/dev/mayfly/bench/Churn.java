package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.openjdk.jmh.annotations.CompilerControl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;

/**
 * Blocks of 16 to 128 bytes that live randomly long: a table of slots with one block each, and
 * steps that free the block in a random slot and allocate another, of a random size and with one
 * 8-byte store, in its place. The same steps for everybody, from Java or from C.
 */
abstract class Churn implements AutoCloseable {

    private static final int LEAST = 16;
    private static final int SIZES = 113;

    /** How many slots there are. */
    final int slotCount;

    /**
     * Names the first step.
     *
     * @param seed tells apart threads that run at once
     */
    private static long start(long seed) {
        return 0x9E3779B97F4A7C15L * (seed + 1);
    }

    Churn(int slotCount) {
        this.slotCount = slotCount;
    }

    /**
     * Makes a table of empty slots.
     *
     * @param slotCount how many
     * @param seed tells apart threads that run at once
     */
    static Churn of(Source source, int slotCount, long seed) {
        long x = start(seed);
        return switch (source) {
            case Source.Addresses(LongLived allocator) -> new OfAddresses(allocator, slotCount, x);
            case Source.InC(NativeMalloc library) -> new InC(library, slotCount, x);
            case Source.Buffers(ByteBufAllocator allocator) ->
                    new OfBuffers(allocator, slotCount, x);
            case Source.Arenas(Supplier<Arena> open, boolean closes) ->
                    new OfArenas(open, closes, slotCount, x);
            case Source.Objects() -> new OfObjects(slotCount, x);
        };
    }

    /** Allocates a block for every slot, then replaces as many at random. */
    final void fill() {
        fillSlots();
        for (long done = 0; done < slotCount; done += Sizes.PER_CALL) {
            run(Sizes.PER_CALL);
        }
    }

    abstract void fillSlots();

    /** Replaces blocks in random slots. */
    abstract void run(int count);

    /** Frees every block. */
    abstract void clear();

    /** What the blocks hold, for tests: after the same steps the same for everybody. */
    abstract long sum();

    /** Marsaglia's xorshift: three steps, and no two loops can disagree about it. */
    private static long next(long x) {
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        return x;
    }

    private static int slot(long x, long slotCount) {
        return (int) ((x >>> 32) * slotCount >>> 32);
    }

    private static int size(long x) {
        return LEAST + (int) ((x & 0xFFFFFFFFL) * SIZES >>> 32);
    }

    @Override
    public void close() {}

    /**
     * In a table of native memory, which C can read: a slot is the block's address times 256 plus
     * its size. The state of the random numbers is in front of it.
     */
    private static class OfAddresses extends Churn {

        final long random;
        final long slots;
        private final Arena lifetime = Arena.ofShared();
        private final LongLived allocator;

        OfAddresses(LongLived allocator, int slotCount, long x) {
            super(slotCount);
            this.allocator = allocator;
            MemorySegment memory = lifetime.allocate((slotCount + 1L) * Long.BYTES, Long.BYTES);
            random = memory.address();
            slots = random + Long.BYTES;
            Memory.putLong(random, x);
        }

        @Override
        void fillSlots() {
            long x = Memory.getLong(random);
            for (long slot = slots; slot < end(); slot += Long.BYTES) {
                x = next(x);
                Memory.putLong(slot, allocate(allocator, x));
            }
            Memory.putLong(random, x);
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        void run(int count) {
            LongLived allocator = this.allocator;
            long slots = this.slots;
            long slotCount = this.slotCount;
            long x = Memory.getLong(random);
            for (int i = 0; i < count; i++) {
                x = next(x);
                long slot = slots + ((x >>> 32) * slotCount >>> 32) * Long.BYTES;
                long old = Memory.getLong(slot);
                allocator.free(old >>> 8, old & 0xFF);
                Memory.putLong(slot, allocate(allocator, x));
            }
            Memory.putLong(random, x);
        }

        private static long allocate(LongLived allocator, long x) {
            long size = size(x);
            long block = allocator.malloc(size);
            Memory.putLong(block, x);
            return block << 8 | size;
        }

        @Override
        void clear() {
            for (long slot = slots; slot < end(); slot += Long.BYTES) {
                long old = Memory.getLong(slot);
                allocator.free(old >>> 8, old & 0xFF);
            }
        }

        @Override
        long sum() {
            long sum = 0;
            for (long slot = slots; slot < end(); slot += Long.BYTES) {
                sum += Memory.getLong(Memory.getLong(slot) >>> 8);
            }
            return sum;
        }

        private long end() {
            return slots + (long) slotCount * Long.BYTES;
        }

        @Override
        public void close() {
            lifetime.close();
        }
    }

    /** The same table, filled by Java and run by C. */
    private static final class InC extends OfAddresses {

        private final NativeMallocLoops loops;

        InC(NativeMalloc library, int slotCount, long x) {
            super(library, slotCount, x);
            loops = library.loops();
        }

        @Override
        void run(int count) {
            loops.churn(random, slots, slotCount, count);
        }
    }

    /** Netty's buffers, which Java has to hold. */
    private static final class OfBuffers extends Churn {

        private final ByteBufAllocator allocator;
        private final ByteBuf[] slots;
        private long x;

        OfBuffers(ByteBufAllocator allocator, int slotCount, long x) {
            super(slotCount);
            this.allocator = allocator;
            this.x = x;
            slots = new ByteBuf[slotCount];
        }

        @Override
        void fillSlots() {
            for (int i = 0; i < slots.length; i++) {
                x = next(x);
                slots[i] = allocate(x);
            }
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        void run(int count) {
            ByteBuf[] slots = this.slots;
            long x = this.x;
            for (int i = 0; i < count; i++) {
                x = next(x);
                int slot = slot(x, slots.length);
                slots[slot].release();
                slots[slot] = allocate(x);
            }
            this.x = x;
        }

        private ByteBuf allocate(long x) {
            ByteBuf block = allocator.directBuffer(size(x));
            block.setLong(0, x);
            return block;
        }

        @Override
        void clear() {
            for (ByteBuf block : slots) {
                block.release();
            }
        }

        @Override
        long sum() {
            long sum = 0;
            for (ByteBuf block : slots) {
                sum += block.getLong(0);
            }
            return sum;
        }
    }

    /** An FFM arena for every block, and the segment, which keeps the arena. */
    private static final class OfArenas extends Churn {

        private final Supplier<Arena> open;
        private final boolean closes;
        private final Arena[] arenas;
        private final MemorySegment[] slots;
        private long x;

        OfArenas(Supplier<Arena> open, boolean closes, int slotCount, long x) {
            super(slotCount);
            this.open = open;
            this.closes = closes;
            this.x = x;
            arenas = new Arena[slotCount];
            slots = new MemorySegment[slotCount];
        }

        @Override
        void fillSlots() {
            for (int i = 0; i < slots.length; i++) {
                x = next(x);
                allocate(i, x);
            }
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        void run(int count) {
            long x = this.x;
            for (int i = 0; i < count; i++) {
                x = next(x);
                int slot = slot(x, slots.length);
                if (closes) {
                    arenas[slot].close();
                }
                allocate(slot, x);
            }
            this.x = x;
        }

        private void allocate(int slot, long x) {
            Arena arena = open.get();
            MemorySegment block = arena.allocate(size(x), Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, x);
            slots[slot] = block;
            arenas[slot] = arena;
        }

        @Override
        void clear() {
            for (Arena arena : arenas) {
                if (closes) {
                    arena.close();
                }
            }
        }

        @Override
        long sum() {
            long sum = 0;
            for (MemorySegment block : slots) {
                sum += block.get(ValueLayout.JAVA_LONG, 0);
            }
            return sum;
        }
    }

    /** Java arrays, which the garbage collector frees some time after. */
    private static final class OfObjects extends Churn {

        private final byte[][] slots;
        private long x;

        OfObjects(int slotCount, long x) {
            super(slotCount);
            this.x = x;
            slots = new byte[slotCount][];
        }

        @Override
        void fillSlots() {
            for (int i = 0; i < slots.length; i++) {
                x = next(x);
                slots[i] = allocate(x);
            }
        }

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        void run(int count) {
            byte[][] slots = this.slots;
            long x = this.x;
            for (int i = 0; i < count; i++) {
                x = next(x);
                slots[slot(x, slots.length)] = allocate(x);
            }
            this.x = x;
        }

        private static byte[] allocate(long x) {
            byte[] block = new byte[size(x)];
            JavaBytes.putLong(block, x);
            return block;
        }

        @Override
        void clear() {}

        @Override
        long sum() {
            long sum = 0;
            for (byte[] block : slots) {
                sum += JavaBytes.getLong(block);
            }
            return sum;
        }
    }
}
