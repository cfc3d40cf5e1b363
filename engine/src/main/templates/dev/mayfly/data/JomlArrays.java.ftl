// Made from JomlArrays.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

[#list kinds?sort_by("Kind") as kind]
import org.joml.[=kind.Kind];
import org.joml.[=kind.Kind]c;
[/#list]

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
@SuppressWarnings("exports") // Whoever reads this has the library, so its module is theirs to require.
public final class JomlArrays {

    private JomlArrays() {}
[#list kinds as kind]

    /**
     * Writes [=kind.many].
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param address where to write: {@link Joml#[=kind.BYTES]} for each
     */
    public static void put([=kind.Kind]c[] values, int from, int count, long address) {
        Objects.checkFromIndexSize(from, count, values.length);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], address + i * Joml.[=kind.BYTES]);
        }
    }

    /**
     * Writes [=kind.many].
     *
     * @param values where to read
     * @param from the index of the first
     * @param count how many
     * @param target where to write: {@link Joml#[=kind.BYTES]} for each
     * @param offset bytes from its start
     */
    public static void put(
            [=kind.Kind]c[] values, int from, int count, MemorySegment target, long offset) {
        Objects.checkFromIndexSize(from, count, values.length);
        Joml.check(target, offset, count * Joml.[=kind.BYTES]);
        for (int i = 0; i < count; i++) {
            Joml.put(values[from + i], target, offset + i * Joml.[=kind.BYTES]);
        }
    }

    /**
     * Reads [=kind.many].
     *
     * @param address where to read: {@link Joml#[=kind.BYTES]} for each
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(long address, [=kind.Kind][] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        for (int i = 0; i < count; i++) {
            Joml.get(address + i * Joml.[=kind.BYTES], results[from + i]);
        }
    }

    /**
     * Reads [=kind.many].
     *
     * @param source where to read: {@link Joml#[=kind.BYTES]} for each
     * @param offset bytes from its start
     * @param results what to fill; none of them may be null
     * @param from the index of the first
     * @param count how many
     */
    public static void get(
            MemorySegment source, long offset, [=kind.Kind][] results, int from, int count) {
        Objects.checkFromIndexSize(from, count, results.length);
        Joml.check(source, offset, count * Joml.[=kind.BYTES]);
        for (int i = 0; i < count; i++) {
            Joml.get(source, offset + i * Joml.[=kind.BYTES], results[from + i]);
        }
    }
[/#list]
}
