package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.CompilerControl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Blocks of 16 to 128 bytes that live randomly long: a table of slots with one block each, and
 * steps that free the block in a random slot and allocate another, of a random size, in its place.
 * The same steps for everybody, from Java or from C.
 *
 * <p>A slot is the block's address times 256 plus its size. The table is native memory of its own.
 */
final class Churn implements AutoCloseable {

    private static final int LEAST = 16;
    private static final int SIZES = 113;

    private final Arena lifetime = Arena.ofShared();
    private final long slotCount;
    private final long random;
    private final long slots;

    /**
     * Makes a table of empty slots.
     *
     * @param slotCount how many
     * @param seed tells apart threads that run at once
     */
    Churn(long slotCount, long seed) {
        this.slotCount = slotCount;
        MemorySegment memory = lifetime.allocate((slotCount + 1) * Long.BYTES, Long.BYTES);
        random = memory.address();
        slots = random + Long.BYTES;
        Memory.putLong(random, 0x9E3779B97F4A7C15L * (seed + 1));
    }

    /** Allocates a block for every slot, then replaces as many at random. */
    void fill(LongLived allocator) {
        long x = Memory.getLong(random);
        for (long slot = slots; slot < slots + slotCount * Long.BYTES; slot += Long.BYTES) {
            x = next(x);
            Memory.putLong(slot, allocate(allocator, x));
        }
        Memory.putLong(random, x);
        for (long done = 0; done < slotCount; done += Sizes.PER_CALL) {
            run(allocator, Sizes.PER_CALL);
        }
    }

    /** Replaces blocks in random slots. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    void run(LongLived allocator, int count) {
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

    /** The same in C. */
    void run(NativeMallocLoops loops, int count) {
        loops.churn(random, slots, slotCount, count);
    }

    /** Frees every block. */
    void clear(LongLived allocator) {
        for (long slot = slots; slot < slots + slotCount * Long.BYTES; slot += Long.BYTES) {
            long old = Memory.getLong(slot);
            allocator.free(old >>> 8, old & 0xFF);
        }
    }

    private static long allocate(LongLived allocator, long x) {
        long size = LEAST + ((x & 0xFFFFFFFFL) * SIZES >>> 32);
        long block = allocator.malloc(size);
        Memory.putLong(block, x);
        return block << 8 | size;
    }

    /** Marsaglia's xorshift: three steps, and no two loops can disagree about it. */
    private static long next(long x) {
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        return x;
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
