package dev.mayfly.bench;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.bench.peers.NativeParticles;
import dev.mayfly.data.Floats;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.Random;

/**
 * What it costs to move particles, {@code x += vx * dt} and the same for y: generated structs in
 * both forms, their columns by bulk operations, Java objects in random places, {@code float[]}
 * columns, and C on the same memory as the structs. The figure is for all particles together.
 */
@State(Scope.Thread)
@CompilerControl(CompilerControl.Mode.DONT_INLINE)
@Fork(
        value = 2,
        jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, Jvm.VECTORS})
public class ParticleUpdate extends Nanoseconds {

    private static final float DT = 1 / 60f;

    /** How many. */
    @Param({"4096", "1000000"})
    int particles;

    ParticleArray array;
    ParticleColumns columns;
    Body[] bodies;
    float[] x;
    float[] y;
    private float[] vx;
    private float[] vy;

    static final class Body {
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
        bodies = new Body[particles];
        x = new float[particles];
        y = new float[particles];
        vx = new float[particles];
        vy = new float[particles];
        Random random = new Random(1);
        for (int i = 0; i < particles; i++) {
            Body body = new Body();
            body.vx = random.nextFloat();
            body.vy = random.nextFloat();
            bodies[i] = body;
            vx[i] = body.vx;
            vy[i] = body.vy;
            array.add(0, 0, body.vx, body.vy, i, 0);
            columns.add(0, 0, body.vx, body.vy, i, 0);
        }
        shuffle(random);
    }

    /** After a while of playing, objects do not stand in memory as they stand in the list. */
    private void shuffle(Random random) {
        for (int i = particles - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Body body = bodies[i];
            bodies[i] = bodies[other];
            bodies[other] = body;
        }
    }

    @TearDown
    public void delete() {
        array.delete();
        columns.delete();
    }

    @Benchmark
    public void array() {
        ParticleArray array = this.array;
        for (long i = 0; i < array.size(); i++) {
            array.x(i, array.x(i) + array.vx(i) * DT);
            array.y(i, array.y(i) + array.vy(i) * DT);
        }
    }

    @Benchmark
    public void columns() {
        ParticleColumns columns = this.columns;
        for (long i = 0; i < columns.size(); i++) {
            columns.x(i, columns.x(i) + columns.vx(i) * DT);
            columns.y(i, columns.y(i) + columns.vy(i) * DT);
        }
    }

    @Benchmark
    public void kernels() {
        ParticleColumns columns = this.columns;
        Floats.addScaled(columns.xColumn(), columns.vxColumn(), DT);
        Floats.addScaled(columns.yColumn(), columns.vyColumn(), DT);
    }

    @Benchmark
    public void objects() {
        for (Body body : bodies) {
            body.x += body.vx * DT;
            body.y += body.vy * DT;
        }
    }

    @Benchmark
    public void floatArrays() {
        float[] x = this.x;
        float[] y = this.y;
        float[] vx = this.vx;
        float[] vy = this.vy;
        for (int i = 0; i < x.length; i++) {
            x[i] += vx[i] * DT;
        }
        for (int i = 0; i < y.length; i++) {
            y[i] += vy[i] * DT;
        }
    }

    @State(Scope.Thread)
    public static class Native {
        final NativeParticles loops = new NativeParticles();
    }

    @Benchmark
    public void cArray(Native c) {
        c.loops.moveArray(array.segment(), particles, DT);
    }

    @Benchmark
    public void cColumns(Native c) {
        c.loops.moveColumns(
                columns.xColumn(),
                columns.yColumn(),
                columns.vxColumn(),
                columns.vyColumn(),
                particles,
                DT);
    }
}
