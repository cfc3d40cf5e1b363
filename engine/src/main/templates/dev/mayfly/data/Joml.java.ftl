[#-- Where a number is, that many bytes after the first. --]
[#function at first bytes]
  [#return (bytes == 0)?then(first, first + " + " + bytes?c)]
[/#function]
[#-- Sets the result to what is read from first on, where begin and beginPair begin a reading call. --]
[#macro read kind begin beginPair first pairs]
[#list pairs as i]
        long [=kind.numbers[i]] = [=beginPair][=at(first, i * 4)]);
[/#list]
        return result.set(
[#list kind.numbers as number]
[#local i = number?index]
[#if pairs?seq_contains(i)]
                low([=number])[=number?has_next?then(",", ");")]
[#elseif pairs?seq_contains(i - 1)]
                high([=kind.numbers[i - 1]])[=number?has_next?then(",", ");")]
[#else]
                [=begin][=at(first, i * kind.type.bytes?number)])[=number?has_next?then(",", ");")]
[/#if]
[/#list]
[/#macro]
// Made from Joml.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.mayfly.memory.Memory;

[#list kinds?sort_by("Kind") as kind]
import org.joml.[=kind.Kind];
import org.joml.[=kind.Kind]c;
[/#list]

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
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
 * {@code getToAddress} does.
 *
 * <p><b>Cost:</b> 2 to 3 nanoseconds to write a matrix of 16 floats, at an address or in a segment,
 * and no Java garbage. Reading one takes just under 4: sixteen stores, and JOML's {@code set}
 * looks whether it is an identity or affine, which is most of a nanosecond. A segment that nobody
 * can end meanwhile, because its arena is this thread's or never ends, is looked at once. Out of any
 * other each access is checked: 7, and 13 from the Java heap. A {@code Matrix4x3f} is 3 to 4, a
 * {@code Matrix4d} 8 to 14.
 *
 * <p><b>Lifetime:</b> nothing is kept.
 *
 * <p><b>Thread:</b> any.
 *
 * <p>Pick it for uniforms, instance data and whatever else native code reads. JOML is an optional
 * dependency of the engine: who uses this class has it among its own.
 */
@SuppressWarnings("exports") // Whoever reads this has the library, so its module is theirs to require.
public final class Joml {

[#list kinds as kind]
    /** Bytes of a {@code [=kind.Kind]}. */
    public static final long [=kind.BYTES] = [=kind.numbers?size] * [=kind.type.Box].BYTES;

[/#list]
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Joml() {}

[#list kinds as kind]
[#assign what = kind.matrix?then("a matrix, column after column", "a " + kind.one)]
[#assign size = kind.type.bytes?number]
[#assign paired = kind.matrix && kind.type.type == "float"]
[#assign LAYOUT = "JAVA_" + kind.type.type?upper_case + "_UNALIGNED"]
    /**
     * Writes [=what].
     *
     * @param value what to write
     * @param address where: {@link #[=kind.BYTES]}
     */
    public static void put([=kind.Kind]c value, long address) {
[#if paired]
        long first = user(address);
[#list kind.numbers?chunk(2) as two]
[#if two[1]??]
        Memory.putLong([=at("first", two?index * 8)], pair(value.[=two[0]](), value.[=two[1]]()));
[#else]
        Memory.putFloat([=at("first", two?index * 8)], value.[=two[0]]());
[/#if]
[/#list]
[#else]
[#list kind.numbers as number]
        Memory.put[=kind.type.Name]([=at("address", number?index * size)], value.[=number]());
[/#list]
[/#if]
    }

    /**
     * Writes [=what].
     *
     * @param value what to write
     * @param target where: {@link #[=kind.BYTES]}
     * @param offset bytes from its start
     */
    public static void put([=kind.Kind]c value, MemorySegment target, long offset) {
        check(target, offset, [=kind.BYTES]);
[#if paired]
[#list kind.numbers?chunk(2) as two]
[#if two[1]??]
        target.set(JAVA_LONG_UNALIGNED, [=at("offset", two?index * 8)], pair(value.[=two[0]](), value.[=two[1]]()));
[#else]
        target.set(JAVA_FLOAT_UNALIGNED, [=at("offset", two?index * 8)], value.[=two[0]]());
[/#if]
[/#list]
[#else]
[#list kind.numbers as number]
        target.set([=LAYOUT], [=at("offset", number?index * size)], value.[=number]());
[/#list]
[/#if]
    }

    /**
     * Reads [=what].
     *
     * @param address where: {@link #[=kind.BYTES]}
     * @param result what becomes of it
     * @return result
     */
    public static [=kind.Kind] get(long address, [=kind.Kind] result) {
[@read kind=kind begin="Memory.get" + kind.type.Name + "(" beginPair="" first="address" pairs=[]/]
    }

    /**
     * Reads [=what].
     *
     * @param source where: {@link #[=kind.BYTES]}
     * @param offset bytes from its start
     * @param result what becomes of it
     * @return result
     */
    public static [=kind.Kind] get(MemorySegment source, long offset, [=kind.Kind] result) {
        check(source, offset, [=kind.BYTES]);
[#if paired]
        if (Slices.isSteady(source)) {
            return get(source.address() + offset, result);
        }
        return getChecked(source, offset, result);
    }

    private static [=kind.Kind] getChecked(
            MemorySegment source, long offset, [=kind.Kind] result) {
[/#if]
[@read kind=kind begin="source.get(" + LAYOUT + ", " beginPair="source.get(JAVA_LONG_UNALIGNED, " first="offset" pairs=kind.pairs/]
    }

[/#list]
    /** An address that is not negative. The loops that write are a tenth faster for knowing it. */
    private static long user(long address) {
        return Objects.checkIndex(address, Long.MAX_VALUE - 128);
    }

    // The floats of a matrix are written two by two, which halves the stores, and so they are read from
    // segments that are checked at each access: that is a dozen small methods to the JIT compiler, and
    // with sixteen of them a large method has no room left to inline the last. Of those that are read
    // some go alone, because two floats in one long take two general registers.

    private static float low(long pair) {
        return Float.intBitsToFloat((int) (LITTLE_ENDIAN ? pair : pair >>> Integer.SIZE));
    }

    private static float high(long pair) {
        return Float.intBitsToFloat((int) (LITTLE_ENDIAN ? pair >>> Integer.SIZE : pair));
    }

    private static long pair(float first, float second) {
        int low = Float.floatToRawIntBits(LITTLE_ENDIAN ? first : second);
        int high = Float.floatToRawIntBits(LITTLE_ENDIAN ? second : first);
        return Integer.toUnsignedLong(low) | (long) high << Integer.SIZE;
    }

    /** Before the first byte, so that nothing is half written. */
    static void check(MemorySegment segment, long offset, long bytes) {
        if (offset < 0 || offset > segment.byteSize() - bytes) {
            throw outside(segment, offset, bytes);
        }
    }

    private static IndexOutOfBoundsException outside(
            MemorySegment segment, long offset, long bytes) {
        return new IndexOutOfBoundsException(
                "%d bytes from %d on are outside of a segment of %d bytes"
                        .formatted(bytes, offset, segment.byteSize()));
    }
}
