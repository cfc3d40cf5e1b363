[#assign sum][#if type == "int"]long[#else][=type][/#if][/#assign]
[#assign comparisons = {"Less": "<", "AtMost": "<=", "Greater": ">", "AtLeast": ">=", "Equal": "=="}]
[#assign lanes = 32]
[#macro each parameters statement]
        long end = count << SHIFT;
        for (long i = 0; i < end; i += STEP) {
            put(x + i, [=statement]);
        }
[/#macro]
// Made from Scalar.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data.kernel;

import dev.mayfly.memory.Memory;

/**
 * Loops over {@code [=type]}s one by one: for machines without the vector module, and for the last
 * elements of those with it.
 *
[#if floating]
 * <p>A sum has [=lanes] partial sums, the n-th element in that of {@code n % [=lanes]}, which are then
 * added by halves; the rest is added one by one. {@link [=Name]Vectors} adds in the same order, whatever
 * its vectors' size, so that sums have the same bits. No product is fused with an addition.
[/#if]
 */
public final class [=Name]Scalar {

    private static final int SHIFT = [=shift];
    private static final long STEP = 1L << SHIFT;
[#if floating]

    /** Partial sums; a power of two, and no fewer than vectors have elements. */
    static final int SUMS = [=lanes];

    private static final long ROUND = SUMS * STEP;
[/#if]

    private [=Name]Scalar() {}

    static [=type] get(long address) {
        return Memory.get[=Name](address);
    }

    static void put(long address, [=type] value) {
        Memory.put[=Name](address, value);
    }

    /** {@code x[i] = k}. */
    public static void fill(long x, long count, [=type] k) {
        [@each parameters="" statement="k"/]
    }

    /** {@code x[i] += a[i]}. */
    public static void addEach(long x, long a, long count) {
        [@each parameters="" statement="get(x + i) + get(a + i)"/]
    }

    /** {@code x[i] -= a[i]}. */
    public static void subtractEach(long x, long a, long count) {
        [@each parameters="" statement="get(x + i) - get(a + i)"/]
    }

    /** {@code x[i] *= a[i]}. */
    public static void multiplyEach(long x, long a, long count) {
        [@each parameters="" statement="get(x + i) * get(a + i)"/]
    }

    /** {@code x[i] += k}. */
    public static void addToEach(long x, long count, [=type] k) {
        [@each parameters="" statement="get(x + i) + k"/]
    }

    /** {@code x[i] *= k}. */
    public static void scale(long x, long count, [=type] k) {
        [@each parameters="" statement="get(x + i) * k"/]
    }

    /** {@code x[i] += v[i] * k}. */
    public static void addScaled(long x, long v, long count, [=type] k) {
        [@each parameters="" statement="get(x + i) + get(v + i) * k"/]
    }

    /** {@code x[i] += a[i] * b[i]}. */
    public static void addProducts(long x, long a, long b, long count) {
        [@each parameters="" statement="get(x + i) + get(a + i) * get(b + i)"/]
    }

    /** {@code x[i] = min(max(x[i], low), high)}. */
    public static void clamp(long x, long count, [=type] low, [=type] high) {
        [@each parameters="" statement="Math.min(Math.max(get(x + i), low), high)"/]
    }

[#list ["min", "max"] as which]
    /** Of no elements, what no element changes. */
    public static [=type] [=which](long x, long count) {
        [=type] result = [@none which/];
        long end = count << SHIFT;
        for (long i = 0; i < end; i += STEP) {
            result = Math.[=which](result, get(x + i));
        }
        return result;
    }

[/#list]
[#macro none which][#if floating][#if which == "min"][=Box].POSITIVE_INFINITY[#else][=Box].NEGATIVE_INFINITY[/#if][#else][#if which == "min"][=Box].MAX_VALUE[#else][=Box].MIN_VALUE[/#if][/#if][/#macro]
[#macro total term]
[#if floating]
        long end = count << SHIFT;
        long i = 0;
    [#list 0..<lanes as n]
        [=type] s[=n] = 0;
    [/#list]
        for (long last = end - ROUND; i <= last; i += ROUND) {
    [#list 0..<lanes as n]
            s[=n] += [=term("i + " + n + " * STEP")];
    [/#list]
        }
    [#list [16, 8, 4, 2, 1] as half]
        [#list 0..<half as n]
        s[=n] += s[=n + half];
        [/#list]
    [/#list]
        [=type] result = s0;
        for (; i < end; i += STEP) {
            result += [=term("i")];
        }
        return result;
[#else]
        long end = count << SHIFT;
        long result = 0;
        for (long i = 0; i < end; i += STEP) {
            result += [=term("i")];
        }
        return result;
[/#if]
[/#macro]
[#function element at][#return "get(x + " + at + ")"][/#function]
[#function product at][#return (type == "int")?then("(long) ", "") + "get(x + " + at + ") * get(a + " + at + ")"][/#function]
    /** The sum of all {@code x[i]}. */
    public static [=sum] sum(long x, long count) {
        [@total term=element/]
    }

    /** The sum of all {@code x[i] * a[i]}. */
    public static [=sum] dot(long x, long a, long count) {
        [@total term=product/]
    }

[#list comparisons as name, sign]
    /**
     * Writes down the indices of all elements that are {@code [=sign] k}.
     *
     * @param first what the first element's index is taken for
     * @param out room for {@code count} ints
     * @return how many there are
     */
    public static long where[=name](long x, long count, int first, [=type] k, long out) {
        long at = out;
        for (int i = 0; i < count; i++) {
            Memory.putInt(at, first + i);
            at += get(x + ((long) i << SHIFT)) [=sign] k ? Integer.BYTES : 0;
        }
        return (at - out) / Integer.BYTES;
    }

[/#list]
    /** Each element becomes the sum of itself and all before it. */
    public static void prefixSum(long x, long count) {
        [=type] sum = 0;
        long end = count << SHIFT;
        for (long i = 0; i < end; i += STEP) {
            sum += get(x + i);
            put(x + i, sum);
        }
    }

    /** Each element becomes the sum of all before it; the sum of all is the result. */
    public static [=type] prefixSumBefore(long x, long count) {
        [=type] sum = 0;
        long end = count << SHIFT;
        for (long i = 0; i < end; i += STEP) {
            [=type] value = get(x + i);
            put(x + i, sum);
            sum += value;
        }
        return sum;
    }

    /** {@code x[i] = source[indices[i]]}; looks at every index, which another thread may write. */
    public static void gather(long x, long source, long size, long indices, long count) {
        for (long i = 0; i < count; i++) {
            int index = Memory.getInt(indices + i * Integer.BYTES);
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException(
                        "an index became %d while it was used: the elements are %d"
                                .formatted(index, size));
            }
            put(x + (i << SHIFT), get(source + ((long) index << SHIFT)));
        }
    }
[#if type == "int"]

    /** The first {@code x[i]} that is no index of {@code size} elements; {@code count} if none. */
    public static long firstOutside(long x, long count, long size) {
        for (long i = 0; i < count; i++) {
            int index = get(x + (i << SHIFT));
            if (index < 0 || index >= size) {
                return i;
            }
        }
        return count;
    }
[/#if]
}
