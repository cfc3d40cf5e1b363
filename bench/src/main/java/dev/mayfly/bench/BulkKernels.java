package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.bench.peers.NativeKernels;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.kernel.FloatScalar;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What bulk operations on floats cost with vector instructions, and, as {@code …Scalar}, without;
 * beside them a loop over a {@code float[]}, as the JIT compiler vectorises it or not, and C on the
 * same memory. Sorting is beside {@link Arrays#sort}. The figure is for all elements together.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(
        value = 2,
        jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.VECTORS})
public class BulkKernels extends Nanoseconds {

    private static final long SEED = 20260101;

    @Param({"1000", "1000000"})
    public int elements;

    private final FrameArena arena = FrameArena.create();
    private final FrameArena scratch = FrameArena.create();
    private final FloatArray x = FloatArray.create(arena);
    private final FloatArray v = FloatArray.create(arena);
    private final FloatArray target = FloatArray.create(arena);
    private final IntArray order = IntArray.create(arena);
    private final IntArray found = IntArray.create(arena);
    private float[] values;
    private float[] javaArray;
    private float[] javaTarget;
    private int[] javaOrder;
    private int[] javaFound;

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = (float) random.nextDouble();
        }
        javaArray = values.clone();
        javaTarget = values.clone();
        javaOrder = new int[elements];
        javaFound = new int[elements];
        x.addAll(values);
        v.addAll(values);
        target.addAll(values);
        order.reserve(elements);
        for (int i = 0; i < elements; i++) {
            javaOrder[i] = random.nextInt(elements);
            order.add(javaOrder[i]);
        }
        found.reserve(elements);
    }

    @TearDown
    public void close() {
        arena.close();
        scratch.close();
    }

    @Benchmark
    public void addScaled() {
        x.addScaled(v, 0.001f);
    }

    @Benchmark
    public void addScaledScalar() {
        FloatScalar.addScaled(x.address(), v.address(), elements, 0.001f);
    }

    @Benchmark
    public void addScaledJavaArray() {
        float[] x = javaTarget;
        float[] v = values;
        for (int i = 0; i < x.length; i++) {
            x[i] += v[i] * 0.001f;
        }
    }

    @Benchmark
    public void cAddScaled(C c) {
        c.kernels.addScaled(x.address(), v.address(), elements, 0.001f);
    }

    @Benchmark
    public void clamp() {
        x.clamp(0, 1);
    }

    @Benchmark
    public void clampScalar() {
        FloatScalar.clamp(x.address(), elements, 0, 1);
    }

    @Benchmark
    public void clampJavaArray() {
        float[] x = javaArray;
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(x[i], 0f, 1f);
        }
    }

    @Benchmark
    public void cClamp(C c) {
        c.kernels.clamp(x.address(), elements, 0, 1);
    }

    @Benchmark
    public float sum() {
        return v.sum();
    }

    @Benchmark
    public float sumScalar() {
        return FloatScalar.sum(v.address(), elements);
    }

    @Benchmark
    public float sumJavaArray() {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Benchmark
    public float cSum(C c) {
        return c.kernels.sum(v.address(), elements);
    }

    @Benchmark
    public float max() {
        return v.max();
    }

    @Benchmark
    public float maxScalar() {
        return FloatScalar.max(v.address(), elements);
    }

    @Benchmark
    public float maxJavaArray() {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    @Benchmark
    public float dot() {
        return v.dot(target);
    }

    @Benchmark
    public float dotScalar() {
        return FloatScalar.dot(v.address(), target.address(), elements);
    }

    @Benchmark
    public float dotJavaArray() {
        float[] x = values;
        float[] y = javaTarget;
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Benchmark
    public float cDot(C c) {
        return c.kernels.dot(v.address(), target.address(), elements);
    }

    @Benchmark
    public long where() {
        found.clear();
        return v.whereLess(0.5f, found);
    }

    @Benchmark
    public long whereScalar() {
        return FloatScalar.whereLess(v.address(), elements, 0, 0.5f, found.address());
    }

    @Benchmark
    public int whereJavaArray() {
        float[] x = values;
        int[] found = javaFound;
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] < 0.5f) {
                found[count++] = i;
            }
        }
        return count;
    }

    @Benchmark
    public void gather() {
        target.gather(v, order);
    }

    @Benchmark
    public void gatherJavaArray() {
        float[] x = values;
        float[] y = javaTarget;
        int[] order = javaOrder;
        for (int i = 0; i < y.length; i++) {
            y[i] = x[order[i]];
        }
    }

    @Benchmark
    public void sort() {
        x.setAll(0, values, 0, elements);
        x.sort();
    }

    @Benchmark
    public void sortInScratch() {
        x.setAll(0, values, 0, elements);
        x.sort(scratch);
    }

    @Benchmark
    public void sortJavaArray() {
        System.arraycopy(values, 0, javaArray, 0, elements);
        Arrays.sort(javaArray);
    }

    /** C's loops. */
    @State(Scope.Thread)
    public static class C {

        final NativeKernels kernels = new NativeKernels();
    }
}
