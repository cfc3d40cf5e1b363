[#assign Vec = Name + "Vector"]
[#assign sum][#if type == "int"]long[#else][=type][/#if][/#assign]
[#assign comparisons = {"Less": "LT", "AtMost": "LE", "Greater": "GT", "AtLeast": "GE", "Equal": "EQ"}]
[#assign lanes = 32]
[#-- How many vectors hold all partial sums, for 512, 256 and 128 bits. --]
[#assign counts = (shift == "2")?then([2, 4, 8], [4, 8, 16])]
[#macro each statement rest]
        long end = count << SHIFT;
        long i = 0;
        for (long last = end - BYTES; i <= last; i += BYTES) {
            [=statement].intoMemorySegment(ALL, x + i, ORDER);
        }
        [=Name]Scalar.[=rest];
[/#macro]
// Made from Vectors.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data.kernel;

import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

import jdk.incubator.vector.[=Vec];
[#if type != "int"]
import jdk.incubator.vector.IntVector;
[#else]
import jdk.incubator.vector.LongVector;
[/#if]
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
[#if floating]
import jdk.incubator.vector.VectorShuffle;
[/#if]
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over {@code [=type]}s with vector instructions, with the results of {@link [=Name]Scalar} to the
 * bit. Loads only where the module {@code jdk.incubator.vector} is; {@link [=Name]Kernels} knows.
 */
public final class [=Name]Vectors {

    private static final int SHIFT = [=shift];

    /** As a constant, so that no access is checked against an end or a life. */
    private static final MemorySegment ALL = Memory.segment(0, Long.MAX_VALUE);

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorShape SHAPE = Shape.Chosen.SHAPE;
    private static final VectorSpecies<[=Box]> SPECIES = VectorSpecies.of([=type].class, SHAPE);
    private static final int LANES = SPECIES.length();
    private static final long BYTES = SPECIES.vectorByteSize();

    /** Bytes from which on, and up to which, two columns or more are about in the second cache. */
    private static final long SECOND_CACHE = 8 << 10;

    private static final long THIRD_CACHE = 128 << 10;

    /** As many indices as a vector has elements. */
    private static final VectorSpecies<Integer> INDICES =
            VectorSpecies.of(int.class, [#if shift == "2"]SHAPE[#else]Shape.Chosen.HALF[/#if]);
[#if type == "int"]

    /** Of half of a vector's elements. */
    private static final VectorSpecies<Long> WIDE = VectorSpecies.of(long.class, SHAPE);
[/#if]
[#if floating]

    private static final int SUMS = [=Name]Scalar.SUMS;

    /** Bring the upper half of so many elements down to the lower one. */
    private static final VectorShuffle<[=Box]> UPPER_8 = upper(8);

    private static final VectorShuffle<[=Box]> UPPER_4 = upper(4);
    private static final VectorShuffle<[=Box]> UPPER_2 = upper(2);
    private static final VectorShuffle<[=Box]> UPPER_1 = upper(1);
[/#if]

    private [=Name]Vectors() {}

    private static [=Vec] load(long address) {
        return [=Vec].fromMemorySegment(SPECIES, ALL, address, ORDER);
    }

    /** {@code x[i] = k}. */
    public static void fill(long x, long count, [=type] k) {
        [=Vec] ks = [=Vec].broadcast(SPECIES, k);
        [@each "ks" "fill(x + i, (end - i) >> SHIFT, k)"/]
    }

    /** {@code x[i] += a[i]}. */
    public static void addEach(long x, long a, long count) {
        [@each "load(x + i).add(load(a + i))" "addEach(x + i, a + i, (end - i) >> SHIFT)"/]
    }

    /** {@code x[i] -= a[i]}. */
    public static void subtractEach(long x, long a, long count) {
        [@each "load(x + i).sub(load(a + i))" "subtractEach(x + i, a + i, (end - i) >> SHIFT)"/]
    }

    /** {@code x[i] *= a[i]}. */
    public static void multiplyEach(long x, long a, long count) {
        [@each "load(x + i).mul(load(a + i))" "multiplyEach(x + i, a + i, (end - i) >> SHIFT)"/]
    }

    /** {@code x[i] += k}. */
    public static void addToEach(long x, long count, [=type] k) {
        [=Vec] ks = [=Vec].broadcast(SPECIES, k);
        [@each "load(x + i).add(ks)" "addToEach(x + i, (end - i) >> SHIFT, k)"/]
    }

    /** {@code x[i] *= k}. */
    public static void scale(long x, long count, [=type] k) {
        [=Vec] ks = [=Vec].broadcast(SPECIES, k);
        [@each "load(x + i).mul(ks)" "scale(x + i, (end - i) >> SHIFT, k)"/]
    }

    /**
     * {@code x[i] += v[i] * k}. Where the elements are in the second cache and not in the first, both
     * halves go side by side, because a core fetches more lines ahead for more streams: a fifth of the
     * time.
     */
    public static void addScaled(long x, long v, long count, [=type] k) {
        [=Vec] ks = [=Vec].broadcast(SPECIES, k);
        long end = count << SHIFT;
        long i = 0;
        if (end >= SECOND_CACHE && end <= THIRD_CACHE) {
            long half = end / 2 & -BYTES;
            for (long j = 0; j < half; j += BYTES) {
                [=Vec] low = load(x + j).add(load(v + j).mul(ks));
                [=Vec] high = load(x + half + j).add(load(v + half + j).mul(ks));
                low.intoMemorySegment(ALL, x + j, ORDER);
                high.intoMemorySegment(ALL, x + half + j, ORDER);
            }
            i = 2 * half;
        }
        for (long last = end - BYTES; i <= last; i += BYTES) {
            load(x + i).add(load(v + i).mul(ks)).intoMemorySegment(ALL, x + i, ORDER);
        }
        [=Name]Scalar.addScaled(x + i, v + i, (end - i) >> SHIFT, k);
    }

    /** {@code x[i] += a[i] * b[i]}. */
    public static void addProducts(long x, long a, long b, long count) {
        [@each "load(x + i).add(load(a + i).mul(load(b + i)))" "addProducts(x + i, a + i, b + i, (end - i) >> SHIFT)"/]
    }

    /** {@code x[i] = min(max(x[i], low), high)}. */
    public static void clamp(long x, long count, [=type] low, [=type] high) {
        [=Vec] lows = [=Vec].broadcast(SPECIES, low);
        [=Vec] highs = [=Vec].broadcast(SPECIES, high);
        [@each "load(x + i).max(lows).min(highs)" "clamp(x + i, (end - i) >> SHIFT, low, high)"/]
    }

[#list ["min", "max"] as which]
    /** Of no elements, what no element changes. */
    public static [=type] [=which](long x, long count) {
        long end = count << SHIFT;
        if (end < BYTES) {
            return [=Name]Scalar.[=which](x, count);
        }
        [=Vec] result = load(x);
        long i = BYTES;
        for (long last = end - BYTES; i <= last; i += BYTES) {
            result = result.[=which](load(x + i));
        }
        return Math.[=which](
                result.reduceLanes(VectorOperators.[=which?upper_case]),
                [=Name]Scalar.[=which](x + i, (end - i) >> SHIFT));
    }

[/#list]
[#function element at][#return "load(x + " + at + ")"][/#function]
[#function product at][#return "load(x + " + at + ").mul(load(a + " + at + "))"][/#function]
[#function wideElement part][#return "load(x + i).convertShape(VectorOperators.I2L, WIDE, " + part + ")"][/#function]
[#function wideProduct part][#return wideElement(part) + ".mul(load(a + i).convertShape(VectorOperators.I2L, WIDE, " + part + "))"][/#function]
[#macro folded vectors name parameters term restOne]
    private static [=type] [=name][=vectors]([=parameters], long count) {
        long end = count << SHIFT;
        long i = 0;
    [#list 0..<vectors as n]
        [=Vec] s[=n] = [=Vec].zero(SPECIES);
    [/#list]
        for (long last = end - [=vectors] * BYTES; i <= last; i += [=vectors] * BYTES) {
    [#list 0..<vectors as n]
            s[=n] = s[=n].add([=term("i + " + n + " * BYTES")]);
    [/#list]
        }
    [#list [8, 4, 2, 1] as half]
        [#if half lt vectors]
        [#list 0..<half as n]
        s[=n] = s[=n].add(s[=n + half]);
        [/#list]
        [/#if]
    [/#list]
    [#list [8, 4, 2, 1] as half]
        [#if half lt lanes / vectors]
        s0 = s0.add(s0.rearrange(UPPER_[=half]));
        [/#if]
    [/#list]
        [=type] result = s0.lane(0);
        for (; i < end; i += 1L << SHIFT) {
            result += [=restOne];
        }
        return result;
    }

[/#macro]
[#macro total name parameters arguments term wideTerm restOne]
[#if floating]
        return switch (SUMS / LANES) {
            case [=counts[0]] -> [=name][=counts[0]]([=arguments], count);
            case [=counts[1]] -> [=name][=counts[1]]([=arguments], count);
            default -> [=name][=counts[2]]([=arguments], count);
        };
    }

    [#list counts as vectors]
    [@folded vectors name parameters term restOne/]
    [/#list]
[#elseif type == "int"]
        long end = count << SHIFT;
        long i = 0;
        LongVector s0 = LongVector.zero(WIDE);
        LongVector s1 = LongVector.zero(WIDE);
        for (long last = end - BYTES; i <= last; i += BYTES) {
            s0 = s0.add([=wideTerm(0)]);
            s1 = s1.add([=wideTerm(1)]);
        }
        long result = s0.add(s1).reduceLanes(VectorOperators.ADD);
        for (; i < end; i += 1L << SHIFT) {
            result += [=restOne];
        }
        return result;
    }

[#else]
        long end = count << SHIFT;
        long i = 0;
        LongVector result = LongVector.zero(SPECIES);
        for (long last = end - BYTES; i <= last; i += BYTES) {
            result = result.add([=term("i")]);
        }
        long sum = result.reduceLanes(VectorOperators.ADD);
        for (; i < end; i += 1L << SHIFT) {
            sum += [=restOne];
        }
        return sum;
    }

[/#if]
[/#macro]
    /** The sum of all {@code x[i]}. */
    public static [=sum] sum(long x, long count) {
    [@total "sum" "long x" "x" element wideElement "[=Name]Scalar.get(x + i)"/]
    /** The sum of all {@code x[i] * a[i]}. */
    public static [=sum] dot(long x, long a, long count) {
    [@total name="dot" parameters="long x, long a" arguments="x, a" term=product wideTerm=wideProduct restOne=((type == "int")?then("(long) ", "") + Name + "Scalar.get(x + i) * " + Name + "Scalar.get(a + i)")/]
[#if floating]
    private static VectorShuffle<[=Box]> upper(int half) {
        return VectorShuffle.fromOp(SPECIES, lane -> lane + half < LANES ? lane + half : lane);
    }

[/#if]
[#list comparisons as name, operator]
    /**
     * Writes down the indices of all elements that are so, next to k.
     *
     * @param first what the first element's index is taken for
     * @param out room for {@code count} ints
     * @return how many there are
     */
    public static long where[=name](long x, long count, int first, [=type] k, long out) {
        long at = out;
        int i = 0;
        [=Vec] ks = [=Vec].broadcast(SPECIES, k);
        IntVector indices = IntVector.zero(INDICES).addIndex(1).add(first);
        for (int last = (int) count - LANES; i <= last; i += LANES) {
            VectorMask<[=Box]> found =
                    load(x + ((long) i << SHIFT)).compare(VectorOperators.[=operator], ks);
            indices.compress(found.cast(INDICES)).intoMemorySegment(ALL, at, ORDER);
            at += (long) found.trueCount() * Integer.BYTES;
            indices = indices.add(LANES);
        }
        return (at - out) / Integer.BYTES
                + [=Name]Scalar.where[=name](
                        x + ((long) i << SHIFT), count - i, first + i, k, at);
    }

[/#list]
[#if type == "int"]
    /** The first {@code x[i]} that is no index of {@code size} elements; {@code count} if none. */
    public static long firstOutside(long x, long count, long size) {
        int limit = (int) Math.min(size, 1L << 31);
        long end = count << SHIFT;
        long i = 0;
        for (long last = end - BYTES; i <= last; i += BYTES) {
            if (load(x + i).compare(VectorOperators.UGE, limit).anyTrue()) {
                break;
            }
        }
        return (i >> SHIFT) + IntScalar.firstOutside(x + i, (end - i) >> SHIFT, size);
    }
[/#if]
}
