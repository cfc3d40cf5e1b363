package dev.mayfly.data;

import org.joml.Matrix4f;
import org.joml.Matrix4fc;
import org.joml.Quaternionf;
import org.joml.Quaternionfc;
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
import org.joml.Vector4f;
import org.joml.Vector4fc;
import org.joml.Vector4i;
import org.joml.Vector4ic;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Writes arrays of JOML's vectors and matrices to native memory and reads them back: vertices,
 * paths and instance data, one after the other without padding.
 *
 * {@snippet file="dev/mayfly/snippets/JomlSnippets.java" region="arrays"}
 *
 * <p><b>Features:</b> as {@link Joml}, for a part of an array. Reading fills the objects that are
 * in the array already.
 *
 * <p><b>Design:</b> a loop over {@link Joml}; a part that is not in the array, or too long for the
 * segment, is refused before anything is written.
 *
 * <p><b>Cost:</b> that of each element by itself, and no Java garbage.
 *
 * <p><b>Lifetime:</b> nothing is kept.
 *
 * <p><b>Thread:</b> any.
 */
public final class JomlArrays {

    private JomlArrays() {}

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR2F_BYTES} for each
     */
    public static void put(Vector2fc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR2F_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR2F_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector2fc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR2F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR2F_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR2F_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector2f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR2F_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR2F_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector2f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR2F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR2F_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR2I_BYTES} for each
     */
    public static void put(Vector2ic[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR2I_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR2I_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector2ic[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR2I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR2I_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR2I_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector2i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR2I_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR2I_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector2i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR2I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR2I_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR3F_BYTES} for each
     */
    public static void put(Vector3fc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR3F_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR3F_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector3fc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR3F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR3F_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR3F_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector3f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR3F_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR3F_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector3f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR3F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR3F_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR3D_BYTES} for each
     */
    public static void put(Vector3dc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR3D_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR3D_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector3dc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR3D_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR3D_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR3D_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector3d[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR3D_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR3D_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector3d[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR3D_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR3D_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR3I_BYTES} for each
     */
    public static void put(Vector3ic[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR3I_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR3I_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector3ic[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR3I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR3I_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR3I_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector3i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR3I_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR3I_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector3i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR3I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR3I_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR4F_BYTES} for each
     */
    public static void put(Vector4fc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR4F_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR4F_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector4fc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR4F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR4F_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR4F_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector4f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR4F_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR4F_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector4f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR4F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR4F_BYTES, results[from + i]);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#VECTOR4I_BYTES} for each
     */
    public static void put(Vector4ic[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.VECTOR4I_BYTES);
        }
    }

    /**
     * Writes vectors.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#VECTOR4I_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Vector4ic[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.VECTOR4I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.VECTOR4I_BYTES);
        }
    }

    /**
     * Reads vectors.
     *
     * @param address where to read: {@link Joml#VECTOR4I_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Vector4i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.VECTOR4I_BYTES, results[from + i]);
        }
    }

    /**
     * Reads vectors.
     *
     * @param source where to read: {@link Joml#VECTOR4I_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Vector4i[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.VECTOR4I_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.VECTOR4I_BYTES, results[from + i]);
        }
    }

    /**
     * Writes quaternions.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#QUATERNIONF_BYTES} for each
     */
    public static void put(Quaternionfc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.QUATERNIONF_BYTES);
        }
    }

    /**
     * Writes quaternions.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#QUATERNIONF_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Quaternionfc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.QUATERNIONF_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.QUATERNIONF_BYTES);
        }
    }

    /**
     * Reads quaternions.
     *
     * @param address where to read: {@link Joml#QUATERNIONF_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Quaternionf[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.QUATERNIONF_BYTES, results[from + i]);
        }
    }

    /**
     * Reads quaternions.
     *
     * @param source where to read: {@link Joml#QUATERNIONF_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Quaternionf[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.QUATERNIONF_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.QUATERNIONF_BYTES, results[from + i]);
        }
    }

    /**
     * Writes matrices.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#MATRIX4F_BYTES} for each
     */
    public static void put(Matrix4fc[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.MATRIX4F_BYTES);
        }
    }

    /**
     * Writes matrices.
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#MATRIX4F_BYTES} for each
     * @param offset bytes from its start
     */
    public static void put(
            Matrix4fc[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.MATRIX4F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.MATRIX4F_BYTES);
        }
    }

    /**
     * Reads matrices.
     *
     * @param address where to read: {@link Joml#MATRIX4F_BYTES} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, Matrix4f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.MATRIX4F_BYTES, results[from + i]);
        }
    }

    /**
     * Reads matrices.
     *
     * @param source where to read: {@link Joml#MATRIX4F_BYTES} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, Matrix4f[] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.MATRIX4F_BYTES);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.MATRIX4F_BYTES, results[from + i]);
        }
    }
}
