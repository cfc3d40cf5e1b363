package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.mayfly.memory.Memory;

import org.joml.Matrix3f;
import org.joml.Matrix3fc;
import org.joml.Matrix4d;
import org.joml.Matrix4dc;
import org.joml.Matrix4f;
import org.joml.Matrix4fc;
import org.joml.Matrix4x3f;
import org.joml.Matrix4x3fc;
import org.joml.Quaterniond;
import org.joml.Quaterniondc;
import org.joml.Quaternionf;
import org.joml.Quaternionfc;
import org.joml.Vector2d;
import org.joml.Vector2dc;
import org.joml.Vector2f;
import org.joml.Vector2fc;
import org.joml.Vector2i;
import org.joml.Vector2ic;
import org.joml.Vector3d;
import org.joml.Vector3dc;
import org.joml.Vector3f;
import org.joml.Vector3fc;
import org.joml.Vector3i;
import org.joml.Vector3ic;
import org.joml.Vector4d;
import org.joml.Vector4dc;
import org.joml.Vector4f;
import org.joml.Vector4fc;
import org.joml.Vector4i;
import org.joml.Vector4ic;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Writes JOML's vectors, quaternions and matrices to native memory and reads them back.
 *
 * {@snippet file="dev/mayfly/snippets/JomlSnippets.java" region="uniforms"}
 *
 * <p><b>Features:</b> every kind at a raw address, as fast as C and as careful as its user, and in
 * a segment, native or on the Java heap, which is checked as a whole before the first byte is
 * written. For arrays there is {@link JomlArrays}.
 *
 * <p><b>Design:</b> components one after the other without padding, in the machine's byte order, at
 * any address, aligned or not; of matrices column after column, as OpenGL and Vulkan read them; of
 * quaternions x, y, z, w. Memory laid out by std140 rules pads the columns of three: there, write
 * three vectors 16 bytes apart. None of it goes through {@code sun.misc.Unsafe}, as JOML's own
 * {@code getToAddress} does. At an address, a matrix goes through a slice of all memory, of which
 * the JIT compiler leaves one check for sixteen; it never leaves the method, so it is no Java
 * garbage once that is compiled.
 *
 * <p><b>Cost:</b> a load and a store for each component: 2 to 4 nanoseconds to write a matrix of
 * floats, and no Java garbage. Reading one takes twice as long, because JOML's {@code set} looks
 * whether it is an identity or affine.
 *
 * <p><b>Lifetime:</b> nothing is kept.
 *
 * <p><b>Thread:</b> any.
 *
 * <p>Pick it for uniforms, instance data and whatever else native code reads. JOML is an optional
 * dependency of the engine: who uses this class has it among its own.
 */
public final class Joml {

    /** Bytes of a {@code Vector2f}. */
    public static final long VECTOR2F_BYTES = 2 * Float.BYTES;

    /** Bytes of a {@code Vector2d}. */
    public static final long VECTOR2D_BYTES = 2 * Double.BYTES;

    /** Bytes of a {@code Vector2i}. */
    public static final long VECTOR2I_BYTES = 2 * Integer.BYTES;

    /** Bytes of a {@code Vector3f}. */
    public static final long VECTOR3F_BYTES = 3 * Float.BYTES;

    /** Bytes of a {@code Vector3d}. */
    public static final long VECTOR3D_BYTES = 3 * Double.BYTES;

    /** Bytes of a {@code Vector3i}. */
    public static final long VECTOR3I_BYTES = 3 * Integer.BYTES;

    /** Bytes of a {@code Vector4f}. */
    public static final long VECTOR4F_BYTES = 4 * Float.BYTES;

    /** Bytes of a {@code Vector4d}. */
    public static final long VECTOR4D_BYTES = 4 * Double.BYTES;

    /** Bytes of a {@code Vector4i}. */
    public static final long VECTOR4I_BYTES = 4 * Integer.BYTES;

    /** Bytes of a {@code Quaternionf}. */
    public static final long QUATERNIONF_BYTES = 4 * Float.BYTES;

    /** Bytes of a {@code Quaterniond}. */
    public static final long QUATERNIOND_BYTES = 4 * Double.BYTES;

    /** Bytes of a {@code Matrix3f}. */
    public static final long MATRIX3F_BYTES = 9 * Float.BYTES;

    /** Bytes of a {@code Matrix4x3f}. */
    public static final long MATRIX4X3F_BYTES = 12 * Float.BYTES;

    /** Bytes of a {@code Matrix4f}. */
    public static final long MATRIX4F_BYTES = 16 * Float.BYTES;

    /** Bytes of a {@code Matrix4d}. */
    public static final long MATRIX4D_BYTES = 16 * Double.BYTES;

    private Joml() {}

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR2F_BYTES}
     */
    public static void put(Vector2fc value, long address) {
        Memory.putFloat(address, value.x());
        Memory.putFloat(address + 4, value.y());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR2F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector2fc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR2F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.x());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.y());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR2F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector2f get(long address, Vector2f result) {
        return result.set(Memory.getFloat(address), Memory.getFloat(address + 4));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR2F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector2f get(MemorySegment source, long offset, Vector2f result) {
        check(source, offset, VECTOR2F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR2D_BYTES}
     */
    public static void put(Vector2dc value, long address) {
        Memory.putDouble(address, value.x());
        Memory.putDouble(address + 8, value.y());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR2D_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector2dc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR2D_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset, value.x());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 8, value.y());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR2D_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector2d get(long address, Vector2d result) {
        return result.set(Memory.getDouble(address), Memory.getDouble(address + 8));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR2D_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector2d get(MemorySegment source, long offset, Vector2d result) {
        check(source, offset, VECTOR2D_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, offset),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 8));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR2I_BYTES}
     */
    public static void put(Vector2ic value, long address) {
        Memory.putInt(address, value.x());
        Memory.putInt(address + 4, value.y());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR2I_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector2ic value, MemorySegment target, long offset) {
        check(target, offset, VECTOR2I_BYTES);
        target.set(JAVA_INT_UNALIGNED, offset, value.x());
        target.set(JAVA_INT_UNALIGNED, offset + 4, value.y());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR2I_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector2i get(long address, Vector2i result) {
        return result.set(Memory.getInt(address), Memory.getInt(address + 4));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR2I_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector2i get(MemorySegment source, long offset, Vector2i result) {
        check(source, offset, VECTOR2I_BYTES);
        return result.set(
                source.get(JAVA_INT_UNALIGNED, offset), source.get(JAVA_INT_UNALIGNED, offset + 4));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR3F_BYTES}
     */
    public static void put(Vector3fc value, long address) {
        Memory.putFloat(address, value.x());
        Memory.putFloat(address + 4, value.y());
        Memory.putFloat(address + 8, value.z());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR3F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector3fc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR3F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.x());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.y());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.z());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR3F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector3f get(long address, Vector3f result) {
        return result.set(
                Memory.getFloat(address),
                Memory.getFloat(address + 4),
                Memory.getFloat(address + 8));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR3F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector3f get(MemorySegment source, long offset, Vector3f result) {
        check(source, offset, VECTOR3F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR3D_BYTES}
     */
    public static void put(Vector3dc value, long address) {
        Memory.putDouble(address, value.x());
        Memory.putDouble(address + 8, value.y());
        Memory.putDouble(address + 16, value.z());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR3D_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector3dc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR3D_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset, value.x());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 8, value.y());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 16, value.z());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR3D_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector3d get(long address, Vector3d result) {
        return result.set(
                Memory.getDouble(address),
                Memory.getDouble(address + 8),
                Memory.getDouble(address + 16));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR3D_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector3d get(MemorySegment source, long offset, Vector3d result) {
        check(source, offset, VECTOR3D_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, offset),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 8),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 16));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR3I_BYTES}
     */
    public static void put(Vector3ic value, long address) {
        Memory.putInt(address, value.x());
        Memory.putInt(address + 4, value.y());
        Memory.putInt(address + 8, value.z());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR3I_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector3ic value, MemorySegment target, long offset) {
        check(target, offset, VECTOR3I_BYTES);
        target.set(JAVA_INT_UNALIGNED, offset, value.x());
        target.set(JAVA_INT_UNALIGNED, offset + 4, value.y());
        target.set(JAVA_INT_UNALIGNED, offset + 8, value.z());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR3I_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector3i get(long address, Vector3i result) {
        return result.set(
                Memory.getInt(address), Memory.getInt(address + 4), Memory.getInt(address + 8));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR3I_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector3i get(MemorySegment source, long offset, Vector3i result) {
        check(source, offset, VECTOR3I_BYTES);
        return result.set(
                source.get(JAVA_INT_UNALIGNED, offset),
                source.get(JAVA_INT_UNALIGNED, offset + 4),
                source.get(JAVA_INT_UNALIGNED, offset + 8));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR4F_BYTES}
     */
    public static void put(Vector4fc value, long address) {
        Memory.putFloat(address, value.x());
        Memory.putFloat(address + 4, value.y());
        Memory.putFloat(address + 8, value.z());
        Memory.putFloat(address + 12, value.w());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR4F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector4fc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR4F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.x());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.y());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.z());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 12, value.w());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR4F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector4f get(long address, Vector4f result) {
        return result.set(
                Memory.getFloat(address),
                Memory.getFloat(address + 4),
                Memory.getFloat(address + 8),
                Memory.getFloat(address + 12));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR4F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector4f get(MemorySegment source, long offset, Vector4f result) {
        check(source, offset, VECTOR4F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 12));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR4D_BYTES}
     */
    public static void put(Vector4dc value, long address) {
        Memory.putDouble(address, value.x());
        Memory.putDouble(address + 8, value.y());
        Memory.putDouble(address + 16, value.z());
        Memory.putDouble(address + 24, value.w());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR4D_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector4dc value, MemorySegment target, long offset) {
        check(target, offset, VECTOR4D_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset, value.x());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 8, value.y());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 16, value.z());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 24, value.w());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR4D_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector4d get(long address, Vector4d result) {
        return result.set(
                Memory.getDouble(address),
                Memory.getDouble(address + 8),
                Memory.getDouble(address + 16),
                Memory.getDouble(address + 24));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR4D_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector4d get(MemorySegment source, long offset, Vector4d result) {
        check(source, offset, VECTOR4D_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, offset),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 8),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 16),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 24));
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param address where: {@link #VECTOR4I_BYTES}
     */
    public static void put(Vector4ic value, long address) {
        Memory.putInt(address, value.x());
        Memory.putInt(address + 4, value.y());
        Memory.putInt(address + 8, value.z());
        Memory.putInt(address + 12, value.w());
    }

    /**
     * Writes a vector.
     *
     * @param value what to write
     * @param target where: {@link #VECTOR4I_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Vector4ic value, MemorySegment target, long offset) {
        check(target, offset, VECTOR4I_BYTES);
        target.set(JAVA_INT_UNALIGNED, offset, value.x());
        target.set(JAVA_INT_UNALIGNED, offset + 4, value.y());
        target.set(JAVA_INT_UNALIGNED, offset + 8, value.z());
        target.set(JAVA_INT_UNALIGNED, offset + 12, value.w());
    }

    /**
     * Reads a vector.
     *
     * @param address where: {@link #VECTOR4I_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Vector4i get(long address, Vector4i result) {
        return result.set(
                Memory.getInt(address),
                Memory.getInt(address + 4),
                Memory.getInt(address + 8),
                Memory.getInt(address + 12));
    }

    /**
     * Reads a vector.
     *
     * @param source where: {@link #VECTOR4I_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Vector4i get(MemorySegment source, long offset, Vector4i result) {
        check(source, offset, VECTOR4I_BYTES);
        return result.set(
                source.get(JAVA_INT_UNALIGNED, offset),
                source.get(JAVA_INT_UNALIGNED, offset + 4),
                source.get(JAVA_INT_UNALIGNED, offset + 8),
                source.get(JAVA_INT_UNALIGNED, offset + 12));
    }

    /**
     * Writes a quaternion.
     *
     * @param value what to write
     * @param address where: {@link #QUATERNIONF_BYTES}
     */
    public static void put(Quaternionfc value, long address) {
        Memory.putFloat(address, value.x());
        Memory.putFloat(address + 4, value.y());
        Memory.putFloat(address + 8, value.z());
        Memory.putFloat(address + 12, value.w());
    }

    /**
     * Writes a quaternion.
     *
     * @param value what to write
     * @param target where: {@link #QUATERNIONF_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Quaternionfc value, MemorySegment target, long offset) {
        check(target, offset, QUATERNIONF_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.x());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.y());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.z());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 12, value.w());
    }

    /**
     * Reads a quaternion.
     *
     * @param address where: {@link #QUATERNIONF_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Quaternionf get(long address, Quaternionf result) {
        return result.set(
                Memory.getFloat(address),
                Memory.getFloat(address + 4),
                Memory.getFloat(address + 8),
                Memory.getFloat(address + 12));
    }

    /**
     * Reads a quaternion.
     *
     * @param source where: {@link #QUATERNIONF_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Quaternionf get(MemorySegment source, long offset, Quaternionf result) {
        check(source, offset, QUATERNIONF_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 12));
    }

    /**
     * Writes a quaternion.
     *
     * @param value what to write
     * @param address where: {@link #QUATERNIOND_BYTES}
     */
    public static void put(Quaterniondc value, long address) {
        Memory.putDouble(address, value.x());
        Memory.putDouble(address + 8, value.y());
        Memory.putDouble(address + 16, value.z());
        Memory.putDouble(address + 24, value.w());
    }

    /**
     * Writes a quaternion.
     *
     * @param value what to write
     * @param target where: {@link #QUATERNIOND_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Quaterniondc value, MemorySegment target, long offset) {
        check(target, offset, QUATERNIOND_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset, value.x());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 8, value.y());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 16, value.z());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 24, value.w());
    }

    /**
     * Reads a quaternion.
     *
     * @param address where: {@link #QUATERNIOND_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Quaterniond get(long address, Quaterniond result) {
        return result.set(
                Memory.getDouble(address),
                Memory.getDouble(address + 8),
                Memory.getDouble(address + 16),
                Memory.getDouble(address + 24));
    }

    /**
     * Reads a quaternion.
     *
     * @param source where: {@link #QUATERNIOND_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Quaterniond get(MemorySegment source, long offset, Quaterniond result) {
        check(source, offset, QUATERNIOND_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, offset),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 8),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 16),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 24));
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param address where: {@link #MATRIX3F_BYTES}
     */
    public static void put(Matrix3fc value, long address) {
        MemorySegment target = Memory.segment(address, MATRIX3F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, 0, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, 12, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, 16, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, 20, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, 24, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, 28, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, 32, value.m22());
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param target where: {@link #MATRIX3F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Matrix3fc value, MemorySegment target, long offset) {
        check(target, offset, MATRIX3F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 12, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 16, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 20, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 24, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 28, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 32, value.m22());
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param address where: {@link #MATRIX3F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Matrix3f get(long address, Matrix3f result) {
        MemorySegment source = Memory.segment(address, MATRIX3F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, 0),
                source.get(JAVA_FLOAT_UNALIGNED, 4),
                source.get(JAVA_FLOAT_UNALIGNED, 8),
                source.get(JAVA_FLOAT_UNALIGNED, 12),
                source.get(JAVA_FLOAT_UNALIGNED, 16),
                source.get(JAVA_FLOAT_UNALIGNED, 20),
                source.get(JAVA_FLOAT_UNALIGNED, 24),
                source.get(JAVA_FLOAT_UNALIGNED, 28),
                source.get(JAVA_FLOAT_UNALIGNED, 32));
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param source where: {@link #MATRIX3F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Matrix3f get(MemorySegment source, long offset, Matrix3f result) {
        check(source, offset, MATRIX3F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 12),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 16),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 20),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 24),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 28),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 32));
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param address where: {@link #MATRIX4X3F_BYTES}
     */
    public static void put(Matrix4x3fc value, long address) {
        MemorySegment target = Memory.segment(address, MATRIX4X3F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, 0, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, 12, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, 16, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, 20, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, 24, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, 28, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, 32, value.m22());
        target.set(JAVA_FLOAT_UNALIGNED, 36, value.m30());
        target.set(JAVA_FLOAT_UNALIGNED, 40, value.m31());
        target.set(JAVA_FLOAT_UNALIGNED, 44, value.m32());
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param target where: {@link #MATRIX4X3F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Matrix4x3fc value, MemorySegment target, long offset) {
        check(target, offset, MATRIX4X3F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 12, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 16, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 20, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 24, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 28, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 32, value.m22());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 36, value.m30());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 40, value.m31());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 44, value.m32());
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param address where: {@link #MATRIX4X3F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4x3f get(long address, Matrix4x3f result) {
        MemorySegment source = Memory.segment(address, MATRIX4X3F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, 0),
                source.get(JAVA_FLOAT_UNALIGNED, 4),
                source.get(JAVA_FLOAT_UNALIGNED, 8),
                source.get(JAVA_FLOAT_UNALIGNED, 12),
                source.get(JAVA_FLOAT_UNALIGNED, 16),
                source.get(JAVA_FLOAT_UNALIGNED, 20),
                source.get(JAVA_FLOAT_UNALIGNED, 24),
                source.get(JAVA_FLOAT_UNALIGNED, 28),
                source.get(JAVA_FLOAT_UNALIGNED, 32),
                source.get(JAVA_FLOAT_UNALIGNED, 36),
                source.get(JAVA_FLOAT_UNALIGNED, 40),
                source.get(JAVA_FLOAT_UNALIGNED, 44));
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param source where: {@link #MATRIX4X3F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4x3f get(MemorySegment source, long offset, Matrix4x3f result) {
        check(source, offset, MATRIX4X3F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 12),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 16),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 20),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 24),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 28),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 32),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 36),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 40),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 44));
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param address where: {@link #MATRIX4F_BYTES}
     */
    public static void put(Matrix4fc value, long address) {
        MemorySegment target = Memory.segment(address, MATRIX4F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, 0, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, 12, value.m03());
        target.set(JAVA_FLOAT_UNALIGNED, 16, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, 20, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, 24, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, 28, value.m13());
        target.set(JAVA_FLOAT_UNALIGNED, 32, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, 36, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, 40, value.m22());
        target.set(JAVA_FLOAT_UNALIGNED, 44, value.m23());
        target.set(JAVA_FLOAT_UNALIGNED, 48, value.m30());
        target.set(JAVA_FLOAT_UNALIGNED, 52, value.m31());
        target.set(JAVA_FLOAT_UNALIGNED, 56, value.m32());
        target.set(JAVA_FLOAT_UNALIGNED, 60, value.m33());
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param target where: {@link #MATRIX4F_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Matrix4fc value, MemorySegment target, long offset) {
        check(target, offset, MATRIX4F_BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, offset, value.m00());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 4, value.m01());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 8, value.m02());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 12, value.m03());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 16, value.m10());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 20, value.m11());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 24, value.m12());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 28, value.m13());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 32, value.m20());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 36, value.m21());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 40, value.m22());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 44, value.m23());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 48, value.m30());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 52, value.m31());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 56, value.m32());
        target.set(JAVA_FLOAT_UNALIGNED, offset + 60, value.m33());
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param address where: {@link #MATRIX4F_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4f get(long address, Matrix4f result) {
        MemorySegment source = Memory.segment(address, MATRIX4F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, 0),
                source.get(JAVA_FLOAT_UNALIGNED, 4),
                source.get(JAVA_FLOAT_UNALIGNED, 8),
                source.get(JAVA_FLOAT_UNALIGNED, 12),
                source.get(JAVA_FLOAT_UNALIGNED, 16),
                source.get(JAVA_FLOAT_UNALIGNED, 20),
                source.get(JAVA_FLOAT_UNALIGNED, 24),
                source.get(JAVA_FLOAT_UNALIGNED, 28),
                source.get(JAVA_FLOAT_UNALIGNED, 32),
                source.get(JAVA_FLOAT_UNALIGNED, 36),
                source.get(JAVA_FLOAT_UNALIGNED, 40),
                source.get(JAVA_FLOAT_UNALIGNED, 44),
                source.get(JAVA_FLOAT_UNALIGNED, 48),
                source.get(JAVA_FLOAT_UNALIGNED, 52),
                source.get(JAVA_FLOAT_UNALIGNED, 56),
                source.get(JAVA_FLOAT_UNALIGNED, 60));
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param source where: {@link #MATRIX4F_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4f get(MemorySegment source, long offset, Matrix4f result) {
        check(source, offset, MATRIX4F_BYTES);
        return result.set(
                source.get(JAVA_FLOAT_UNALIGNED, offset),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 4),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 8),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 12),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 16),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 20),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 24),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 28),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 32),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 36),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 40),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 44),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 48),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 52),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 56),
                source.get(JAVA_FLOAT_UNALIGNED, offset + 60));
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param address where: {@link #MATRIX4D_BYTES}
     */
    public static void put(Matrix4dc value, long address) {
        MemorySegment target = Memory.segment(address, MATRIX4D_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, 0, value.m00());
        target.set(JAVA_DOUBLE_UNALIGNED, 8, value.m01());
        target.set(JAVA_DOUBLE_UNALIGNED, 16, value.m02());
        target.set(JAVA_DOUBLE_UNALIGNED, 24, value.m03());
        target.set(JAVA_DOUBLE_UNALIGNED, 32, value.m10());
        target.set(JAVA_DOUBLE_UNALIGNED, 40, value.m11());
        target.set(JAVA_DOUBLE_UNALIGNED, 48, value.m12());
        target.set(JAVA_DOUBLE_UNALIGNED, 56, value.m13());
        target.set(JAVA_DOUBLE_UNALIGNED, 64, value.m20());
        target.set(JAVA_DOUBLE_UNALIGNED, 72, value.m21());
        target.set(JAVA_DOUBLE_UNALIGNED, 80, value.m22());
        target.set(JAVA_DOUBLE_UNALIGNED, 88, value.m23());
        target.set(JAVA_DOUBLE_UNALIGNED, 96, value.m30());
        target.set(JAVA_DOUBLE_UNALIGNED, 104, value.m31());
        target.set(JAVA_DOUBLE_UNALIGNED, 112, value.m32());
        target.set(JAVA_DOUBLE_UNALIGNED, 120, value.m33());
    }

    /**
     * Writes a matrix, column after column.
     *
     * @param value what to write
     * @param target where: {@link #MATRIX4D_BYTES}
     * @param offset bytes from its start
     */
    public static void put(Matrix4dc value, MemorySegment target, long offset) {
        check(target, offset, MATRIX4D_BYTES);
        target.set(JAVA_DOUBLE_UNALIGNED, offset, value.m00());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 8, value.m01());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 16, value.m02());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 24, value.m03());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 32, value.m10());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 40, value.m11());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 48, value.m12());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 56, value.m13());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 64, value.m20());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 72, value.m21());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 80, value.m22());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 88, value.m23());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 96, value.m30());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 104, value.m31());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 112, value.m32());
        target.set(JAVA_DOUBLE_UNALIGNED, offset + 120, value.m33());
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param address where: {@link #MATRIX4D_BYTES}
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4d get(long address, Matrix4d result) {
        MemorySegment source = Memory.segment(address, MATRIX4D_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, 0),
                source.get(JAVA_DOUBLE_UNALIGNED, 8),
                source.get(JAVA_DOUBLE_UNALIGNED, 16),
                source.get(JAVA_DOUBLE_UNALIGNED, 24),
                source.get(JAVA_DOUBLE_UNALIGNED, 32),
                source.get(JAVA_DOUBLE_UNALIGNED, 40),
                source.get(JAVA_DOUBLE_UNALIGNED, 48),
                source.get(JAVA_DOUBLE_UNALIGNED, 56),
                source.get(JAVA_DOUBLE_UNALIGNED, 64),
                source.get(JAVA_DOUBLE_UNALIGNED, 72),
                source.get(JAVA_DOUBLE_UNALIGNED, 80),
                source.get(JAVA_DOUBLE_UNALIGNED, 88),
                source.get(JAVA_DOUBLE_UNALIGNED, 96),
                source.get(JAVA_DOUBLE_UNALIGNED, 104),
                source.get(JAVA_DOUBLE_UNALIGNED, 112),
                source.get(JAVA_DOUBLE_UNALIGNED, 120));
    }

    /**
     * Reads a matrix, column after column.
     *
     * @param source where: {@link #MATRIX4D_BYTES}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static Matrix4d get(MemorySegment source, long offset, Matrix4d result) {
        check(source, offset, MATRIX4D_BYTES);
        return result.set(
                source.get(JAVA_DOUBLE_UNALIGNED, offset),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 8),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 16),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 24),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 32),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 40),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 48),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 56),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 64),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 72),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 80),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 88),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 96),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 104),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 112),
                source.get(JAVA_DOUBLE_UNALIGNED, offset + 120));
    }

    /** Before the first byte, so that nothing is half written. */
    static void check(MemorySegment segment, long offset, long bytes) {
        Objects.checkFromIndexSize(offset, bytes, segment.byteSize());
    }
}
