package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What it costs to read or write one component of particles in random order: columns, an array of
 * structs, a {@code float[]} as a column of one's own, and Java objects. Each particle is visited
 * once; the figure is for all together.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
public class StructAccess extends Nanoseconds {

    /** How many. */
    @Param({"1000", "100000"})
    int particles;

    private ParticleArray array;
    private ParticleColumns columns;
    private float[] javaArray;
    private Body[] bodies;
    private int[] order;

    private static final class Body {
        float x;
        float y;
        float vx;
        float vy;
        int color;
        float age;
    }

    @Setup
    public void fill() {
        array = ParticleArray.create(HeapAllocator.INSTANCE, particles);
        columns = ParticleColumns.create(HeapAllocator.INSTANCE, particles);
        javaArray = new float[particles];
        bodies = new Body[particles];
        List<Integer> shuffled = new ArrayList<>();
        for (int i = 0; i < particles; i++) {
            array.add(i, 0, 0, 0, 0, 0);
            columns.add(i, 0, 0, 0, 0, 0);
            javaArray[i] = i;
            bodies[i] = new Body();
            bodies[i].x = i;
            shuffled.add(i);
        }
        Collections.shuffle(shuffled, new Random(1));
        order = shuffled.stream().mapToInt(Integer::intValue).toArray();
    }

    @TearDown
    public void delete() {
        array.delete();
        columns.delete();
    }

    @Benchmark
    public int readColumns() {
        ParticleColumns columns = this.columns;
        int sum = 0;
        for (int i : order) {
            sum += Float.floatToRawIntBits(columns.x(i));
        }
        return sum;
    }

    @Benchmark
    public int readArray() {
        ParticleArray array = this.array;
        int sum = 0;
        for (int i : order) {
            sum += Float.floatToRawIntBits(array.x(i));
        }
        return sum;
    }

    @Benchmark
    public int readJavaArray() {
        float[] array = javaArray;
        int sum = 0;
        for (int i : order) {
            sum += Float.floatToRawIntBits(array[i]);
        }
        return sum;
    }

    @Benchmark
    public int readJavaObjects() {
        Body[] bodies = this.bodies;
        int sum = 0;
        for (int i : order) {
            sum += Float.floatToRawIntBits(bodies[i].x);
        }
        return sum;
    }

    @Benchmark
    public void writeColumns() {
        ParticleColumns columns = this.columns;
        for (int i : order) {
            columns.x(i, 1);
        }
    }

    @Benchmark
    public void writeArray() {
        ParticleArray array = this.array;
        for (int i : order) {
            array.x(i, 1);
        }
    }

    @Benchmark
    public void writeJavaArray() {
        float[] array = javaArray;
        for (int i : order) {
            array[i] = 1;
        }
    }

    @Benchmark
    public void writeJavaObjects() {
        Body[] bodies = this.bodies;
        for (int i : order) {
            bodies[i].x = 1;
        }
    }
}
