package dev.mayfly.bench;

import dev.mayfly.data.Joml;
import dev.mayfly.data.JomlArrays;

import org.joml.Matrix4f;
import org.joml.Matrix4x3f;
import org.joml.Quaternionf;
import org.joml.Vector3f;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * JOML's values written to native memory and read back, 100 at places of their own. The figure is
 * for one.
 */
@OperationsPerInvocation(JomlMemory.COUNT)
@State(Scope.Thread)
public class JomlMemory extends Nanoseconds {

    static final int COUNT = 100;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment segment = arena.allocate(COUNT * Joml.MATRIX4F_BYTES, 64);
    private final MemorySegment flat = arena.allocate(COUNT * Joml.MATRIX4X3F_BYTES, 64);
    private final MemorySegment small = arena.allocate(COUNT * Joml.QUATERNIONF_BYTES, 64);
    private final long address = segment.address();
    private final long flatAddress = flat.address();
    private final long smallAddress = small.address();
    private final ByteBuffer buffer = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    private final Matrix4f[] matrices = new Matrix4f[COUNT];
    private final Matrix4x3f[] flatMatrices = new Matrix4x3f[COUNT];
    private final Quaternionf[] quaternions = new Quaternionf[COUNT];
    private final Vector3f[] vectors = new Vector3f[COUNT];

    @Setup
    public void fill() {
        for (int i = 0; i < COUNT; i++) {
            matrices[i] = new Matrix4f().translation(i, 1, 2).rotateX(i);
            flatMatrices[i] = new Matrix4x3f().translation(i, 1, 2).rotateX(i);
            quaternions[i] = new Quaternionf().rotationXYZ(i, 1, 2);
            vectors[i] = new Vector3f(i, 1, 2);
            // What is read must be matrices: JOML looks closely at them, and longest at zeros.
            Joml.put(matrices[i], segment, i * Joml.MATRIX4F_BYTES);
            Joml.put(flatMatrices[i], flat, i * Joml.MATRIX4X3F_BYTES);
            Joml.put(quaternions[i], small, i * Joml.QUATERNIONF_BYTES);
        }
    }

    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public void putMatrixRaw() {
        JomlArrays.put(matrices, 0, COUNT, address);
    }

    @Benchmark
    public void putMatrixSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.put(matrices[i], segment, i * Joml.MATRIX4F_BYTES);
        }
    }

    /** JOML's own way that needs no address; with {@code sun.misc.Unsafe} or its successor. */
    @Benchmark
    public void putMatrixJomlBuffer() {
        for (int i = 0; i < COUNT; i++) {
            matrices[i].get((int) (i * Joml.MATRIX4F_BYTES), buffer);
        }
    }

    @Benchmark
    public void getMatrixRaw() {
        JomlArrays.get(address, matrices, 0, COUNT);
    }

    /** A loop of one's own, into which the JIT compiler inlines what it has room for. */
    @Benchmark
    public void getMatrixOneByOne() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(address + i * Joml.MATRIX4F_BYTES, matrices[i]);
        }
    }

    @Benchmark
    public void getMatrixJomlBuffer() {
        for (int i = 0; i < COUNT; i++) {
            matrices[i].set((int) (i * Joml.MATRIX4F_BYTES), buffer);
        }
    }

    @Benchmark
    public void getMatrixSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(segment, i * Joml.MATRIX4F_BYTES, matrices[i]);
        }
    }

    @Benchmark
    public void putVectorRaw() {
        JomlArrays.put(vectors, 0, COUNT, smallAddress);
    }

    @Benchmark
    public void putVectorSafe() {
        JomlArrays.put(vectors, 0, COUNT, small, 0);
    }

    @Benchmark
    public void getVectorRaw() {
        JomlArrays.get(smallAddress, vectors, 0, COUNT);
    }

    @Benchmark
    public void getVectorSafe() {
        JomlArrays.get(small, 0, vectors, 0, COUNT);
    }

    @Benchmark
    public void putFlatMatrixRaw() {
        for (int i = 0; i < COUNT; i++) {
            Joml.put(flatMatrices[i], flatAddress + i * Joml.MATRIX4X3F_BYTES);
        }
    }

    @Benchmark
    public void getFlatMatrixRaw() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(flatAddress + i * Joml.MATRIX4X3F_BYTES, flatMatrices[i]);
        }
    }

    @Benchmark
    public void putFlatMatrixSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.put(flatMatrices[i], flat, i * Joml.MATRIX4X3F_BYTES);
        }
    }

    @Benchmark
    public void getFlatMatrixSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(flat, i * Joml.MATRIX4X3F_BYTES, flatMatrices[i]);
        }
    }

    @Benchmark
    public void putQuaternionRaw() {
        for (int i = 0; i < COUNT; i++) {
            Joml.put(quaternions[i], smallAddress + i * Joml.QUATERNIONF_BYTES);
        }
    }

    @Benchmark
    public void getQuaternionRaw() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(smallAddress + i * Joml.QUATERNIONF_BYTES, quaternions[i]);
        }
    }

    @Benchmark
    public void putQuaternionSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.put(quaternions[i], small, i * Joml.QUATERNIONF_BYTES);
        }
    }

    @Benchmark
    public void getQuaternionSafe() {
        for (int i = 0; i < COUNT; i++) {
            Joml.get(small, i * Joml.QUATERNIONF_BYTES, quaternions[i]);
        }
    }
}
