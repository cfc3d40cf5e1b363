package dev.mayfly.bench;

import static java.util.Objects.requireNonNull;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.data.SlotMap;
import dev.mayfly.memory.Memory;

import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;

import org.agrona.collections.Long2ObjectHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * What it costs to refer to things: bodies of 32 bytes, of which 1000 are looked up by handle or
 * key in random order and one field is read. The peers are maps from a long to an object, and
 * arrays, which know nothing of stale references. The figure is for one body.
 */
@OperationsPerInvocation(SlotMapAccess.LOOKUPS)
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class SlotMapAccess extends Nanoseconds {

    static final int LOOKUPS = 1000;

    private static final int STRIDE = 32;
    private static final int SEED = 20_261_120;

    /** A body as a Java object. */
    private static final class Body {
        private final long mass;

        Body(long mass) {
            this.mass = mass;
        }
    }

    /** How many there are. */
    @Param({"1000", "1000000"})
    int elements;

    private final int[] picks = new int[LOOKUPS];
    private final long[] handles = new long[LOOKUPS];
    private final long[] fresh = new long[LOOKUPS];
    private SlotMap slots;
    private long[] masses;
    private Body[] bodies;
    private Map<Long, Body> hashMap;
    private Long2ObjectHashMap<Body> agrona;
    private Long2ObjectOpenHashMap<Body> fastutil;

    @Setup
    public void fill() {
        slots = SlotMap.create(HeapAllocator.INSTANCE, STRIDE, 8);
        masses = new long[elements * (STRIDE / Long.BYTES)];
        bodies = new Body[elements];
        hashMap = new HashMap<>();
        agrona = new Long2ObjectHashMap<>();
        fastutil = new Long2ObjectOpenHashMap<>();
        long[] all = new long[elements];
        for (int i = 0; i < elements; i++) {
            long handle = slots.insert();
            all[i] = handle;
            Memory.putLong(slots.address(handle), i);
            masses[i * (STRIDE / Long.BYTES)] = i;
            bodies[i] = new Body(i);
            hashMap.put(handle, bodies[i]);
            agrona.put(handle, bodies[i]);
            fastutil.put(handle, bodies[i]);
        }
        Random random = new Random(SEED);
        for (int i = 0; i < LOOKUPS; i++) {
            picks[i] = random.nextInt(elements);
            handles[i] = all[picks[i]];
        }
    }

    @TearDown
    public void close() {
        slots.delete();
    }

    @Benchmark
    public long slotMap() {
        SlotMap slots = this.slots;
        long sum = 0;
        for (long handle : handles) {
            sum += Memory.getLong(slots.address(handle));
        }
        return sum;
    }

    /** No objects, no check but that of the index. */
    @Benchmark
    public long array() {
        long[] masses = this.masses;
        long sum = 0;
        for (int pick : picks) {
            sum += masses[pick * (STRIDE / Long.BYTES)];
        }
        return sum;
    }

    @Benchmark
    public long arrayOfObjects() {
        Body[] bodies = this.bodies;
        long sum = 0;
        for (int pick : picks) {
            sum += bodies[pick].mass;
        }
        return sum;
    }

    @Benchmark
    public long hashMap() {
        Map<Long, Body> map = this.hashMap;
        long sum = 0;
        for (long handle : handles) {
            sum += requireNonNull(map.get(handle)).mass;
        }
        return sum;
    }

    @Benchmark
    public long agrona() {
        Long2ObjectHashMap<Body> map = this.agrona;
        long sum = 0;
        for (long handle : handles) {
            sum += map.get(handle).mass;
        }
        return sum;
    }

    @Benchmark
    public long fastutil() {
        Long2ObjectOpenHashMap<Body> map = this.fastutil;
        long sum = 0;
        for (long handle : handles) {
            sum += map.get(handle).mass;
        }
        return sum;
    }

    /** A thousand are inserted and removed again, the first first. */
    @Benchmark
    public void slotMapInsertAndRemove() {
        SlotMap slots = this.slots;
        long[] fresh = this.fresh;
        for (int i = 0; i < LOOKUPS; i++) {
            fresh[i] = slots.insert();
        }
        for (int i = 0; i < LOOKUPS; i++) {
            slots.remove(fresh[i]);
        }
    }

    /** A thousand are put and removed again, the first first. */
    @Benchmark
    public void hashMapPutAndRemove() {
        Map<Long, Body> map = this.hashMap;
        for (int i = 0; i < LOOKUPS; i++) {
            map.put((long) -1 - i, new Body(i));
        }
        for (int i = 0; i < LOOKUPS; i++) {
            map.remove((long) -1 - i);
        }
    }
}
