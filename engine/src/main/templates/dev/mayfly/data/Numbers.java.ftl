[#assign sum][#if type == "int"]long[#else][=type][/#if][/#assign]
[#assign Kernels = Name + "Kernels"]
[#--
  What stands between a loop and the segments it gets. The first one is written, the others read.
--]
[#macro over segments written call]
    [#local first = segments[0]]
        long count = Slices.count([=first], SHIFT);
    [#list segments[1..] as each]
        Slices.sameCount(count, [=each], SHIFT);
    [/#list]
    [#if written]
        Slices.checkWritable([=first]);
    [/#if]
        [@entered segments written call/]
[/#macro]
[#macro entered segments written call]
    [#list segments as each]
        boolean [=each]Steady = Slices.isSteady([=each]);
    [/#list]
    [#list segments as each]
        long [=each]At = Slices.enter([=each], [=each]Steady);
        try {
    [/#list]
    [#if written]
        [#list segments[1..] as each]
        Slices.checkAligned([=segments[0]]At, [=each]At, count << SHIFT);
        [/#list]
        [=call];
        Slices.update([=segments[0]], [=segments[0]]At, [=segments[0]]Steady);
    [#else]
        return [=call];
    [/#if]
    [#list segments?reverse as each]
        } finally {
            Slices.leave([=each], [=each]At, [=each]Steady);
        }
    [/#list]
[/#macro]
// Made from Numbers.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;
import dev.mayfly.data.kernel.Comparison;
[#if type != "int"]
import dev.mayfly.data.kernel.IntKernels;
[/#if]
import dev.mayfly.data.kernel.[=Name]Kernels;
import dev.mayfly.data.kernel.[=Name]Radix;
import dev.mayfly.data.kernel.[=Name]Scalar;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;

/**
 * Loops over all {@code [=type]}s of a segment: a column of {@link StructColumns}, or whatever else holds
 * {@code [=type]}s one after the other. [=Name]Array has the same as methods of its own.
 *
 * {@snippet file="dev/mayfly/snippets/KernelSnippets.java" region="[=type]"}
 *
 * <p>Pick them where a loop does one thing to many numbers: JDK 25 does not vectorise loops over
 * native memory, and with the vector module on the command line ({@link Kernels}) these take a tenth
 * of the time.
 *
 * <p><b>Features:</b> checked like every access to a segment: its end, its life and its thread.
 * Elements are in the machine's byte order and may stand at any address, aligned or not. Segments
 * of one call have the same number of elements. What is written and what is read is the same memory
 * or does not overlap; anything else is an exception, and leaves everything as it was.
 *
 * <p><b>Design:</b> raw addresses under the checks. A segment that another thread could end
 * meanwhile, of a shared or automatic arena, or that is not native, is copied to native memory and
 * back: correct, but no faster than a plain loop.
 *
 * <p><b>Results</b> are the same with vector instructions and without, on every machine, to the bit[#if floating]; only
 * which NaN a NaN is may differ. No product is fused with an addition. {@link #sum} and {@link #dot}
 * add in an order of their own, which is the same everywhere: 32 partial sums, which is also more
 * precise than one after the other[#else]. What overflows wraps round, as in Java[/#if].
 *
 * <p><b>Cost:</b> some nanoseconds, then what memory takes. No Java garbage once compiled, also if the
 * segments are made for the call; but where the same program also passes segments that have to be
 * copied, one that is made for a call is 40 bytes of it, and better kept.
 *
 * <p><b>Lifetime:</b> keeps nothing. <b>Thread:</b> any that may access the segments.
 */
public final class [=Name]s {

    private static final int SHIFT = [=shift];

    /** Elements that are compared at a time, so that a list of indices need not be as long as all. */
    private static final long BLOCK = 4096;

    /** From so many keys on, sorting byte by byte is quicker than in place. */
    private static final long SORT_BY_BYTES = [=(bytes == "4")?then("256", "2048")];

    private [=Name]s() {}

    /**
     * {@code x[i] = k}.
     *
     * @param x what becomes k
     * @param k what each becomes
     */
    public static void fill(MemorySegment x, [=type] k) {
[@over ["x"] true "[=Kernels].fill(xAt, count, k)"/]
    }

[#list [["addEach", "+="], ["subtractEach", "-="], ["multiplyEach", "*="]] as pair]
    /**
     * {@code x[i] [=pair[1]] a[i]}.
     *
     * @param x what is changed
     * @param a as many, or the same
     * @throws IllegalArgumentException if they are not as many, or overlap otherwise
     */
    public static void [=pair[0]](MemorySegment x, MemorySegment a) {
[@over ["x", "a"] true "[=Kernels].[=pair[0]](xAt, aAt, count)"/]
    }

[/#list]
    /**
     * {@code x[i] += k}.
     *
     * @param x what is changed
     * @param k what is added to each
     */
    public static void addToEach(MemorySegment x, [=type] k) {
[@over ["x"] true "[=Kernels].addToEach(xAt, count, k)"/]
    }

    /**
     * {@code x[i] *= k}.
     *
     * @param x what is changed
     * @param k what each is multiplied by
     */
    public static void scale(MemorySegment x, [=type] k) {
[@over ["x"] true "[=Kernels].scale(xAt, count, k)"/]
    }

    /**
     * {@code x[i] += v[i] * k}: moves positions by velocities, say.
     *
     * @param x what is changed
     * @param v as many, or the same
     * @param k what each v is multiplied by
     * @throws IllegalArgumentException if they are not as many, or overlap otherwise
     */
    public static void addScaled(MemorySegment x, MemorySegment v, [=type] k) {
[@over ["x", "v"] true "[=Kernels].addScaled(xAt, vAt, count, k)"/]
    }

    /**
     * {@code x[i] += a[i] * b[i]}.
     *
     * @param x what is changed
     * @param a as many, or the same
     * @param b as many, or the same
     * @throws IllegalArgumentException if they are not as many, or overlap otherwise
     */
    public static void addProducts(MemorySegment x, MemorySegment a, MemorySegment b) {
[@over ["x", "a", "b"] true "[=Kernels].addProducts(xAt, aAt, bAt, count)"/]
    }

    /**
     * Brings each element into a range: {@code x[i] = min(max(x[i], low), high)}, with {@link Math}'s.
     *
     * @param x what is changed
     * @param low the least that an element may be
     * @param high the most, {@code low} or more
     * @throws IllegalArgumentException if that is no range
     */
    public static void clamp(MemorySegment x, [=type] low, [=type] high) {
        checkRange(low, high);
[@over ["x"] true "[=Kernels].clamp(xAt, count, low, high)"/]
    }

    static void checkRange([=type] low, [=type] high) {
        if (!(low <= high)) {
            throw Slices.noRange(low, high);
        }
    }

[#list ["min", "max"] as which]
    /**
     * The [=(which == "min")?then("least", "greatest")] of the elements, as {@link Math#[=which]} has it[#if floating]: NaN if one is NaN, and -0.0 is less than 0.0[/#if].
     *
     * @param x one or more
     * @return the [=(which == "min")?then("least", "greatest")]
     * @throws IllegalArgumentException if there is none
     */
    public static [=type] [=which](MemorySegment x) {
        if (x.byteSize() == 0) {
            throw Slices.empty("[=which]");
        }
[@over ["x"] false "[=Kernels].[=which](xAt, count)"/]
    }

[/#list]
    /**
     * The sum of the elements.
     *
     * @param x any number, also none
     * @return their sum[#if type == "int"], which is exact up to four billion elements[/#if]
     */
    public static [=sum] sum(MemorySegment x) {
[@over ["x"] false "[=Kernels].sum(xAt, count)"/]
    }

    /**
     * The sum of all {@code a[i] * b[i]}.
     *
     * @param a any number, also none
     * @param b as many; they may overlap
     * @return the sum[#if type == "int"], of products that are {@code long}s[/#if]
     * @throws IllegalArgumentException if they are not as many
     */
    public static [=sum] dot(MemorySegment a, MemorySegment b) {
[@over ["a", "b"] false "[=Kernels].dot(aAt, bAt, count)"/]
    }

[#list [["Less", "LESS", "<"], ["AtMost", "AT_MOST", "<="], ["Greater", "GREATER", ">"], ["AtLeast", "AT_LEAST", ">="], ["Equal", "EQUAL", "=="]] as how]
    /**
     * Finds all elements that are {@code [=how[2]] k}, and appends their indices, ascending, to a list.
     *
     * @param x at most 2^31 - 1 elements
     * @param k what they are compared with
     * @param indices the list; nothing of what is in it already changes
     * @return how many there are
     * @throws IllegalArgumentException if there are too many, or they are the list's own memory
     * @throws MemoryException if the list has to grow and cannot; it is then as it was
     */
    public static long where[=how[0]](MemorySegment x, [=type] k, IntArray indices) {
        return where(Comparison.[=how[1]], x, k, indices);
    }

[/#list]
    private static long where(Comparison how, MemorySegment x, [=type] k, IntArray indices) {
        long count = Slices.count(x, SHIFT);
[@entered ["x"] false "where(how, xAt, count, k, indices)"/]
    }

    static long where(Comparison how, long x, long count, [=type] k, IntArray indices) {
        Slices.checkIntIndices(count);
        indices.checkApart(x, count << SHIFT);
        long before = indices.size();
        try {
            for (long i = 0; i < count; i += BLOCK) {
                long block = Math.min(BLOCK, count - i);
                long room = indices.room(block);
                indices.added([=Kernels].where(how, x + (i << SHIFT), block, (int) i, k, room));
            }
        } catch (MemoryException failure) {
            indices.resizeNonZeroed(before);
            throw failure;
        }
        return indices.size() - before;
    }

    /**
     * Each element becomes the sum of itself and all before it[#if floating], added one after the other[/#if].
     *
     * @param x what is changed
     */
    public static void prefixSum(MemorySegment x) {
[@over ["x"] true "[=Name]Scalar.prefixSum(xAt, count)"/]
    }

    /**
     * Each element becomes the sum of all before it[#if floating], added one after the other[/#if]; the first one 0. Turns counts
     * into the places where each group begins.
     *
     * @param x what is changed
     * @return the sum of all
     */
    public static [=type] prefixSumBefore(MemorySegment x) {
        long count = Slices.count(x, SHIFT);
        Slices.checkWritable(x);
        boolean xSteady = Slices.isSteady(x);
        long xAt = Slices.enter(x, xSteady);
        try {
            [=type] all = [=Name]Scalar.prefixSumBefore(xAt, count);
            Slices.update(x, xAt, xSteady);
            return all;
        } finally {
            Slices.leave(x, xAt, xSteady);
        }
    }

    /**
     * {@code x[i] = source[indices[i]]}. Every index is checked before anything is written.
     *
     * @param x what is overwritten; apart from the other two
     * @param source where the indices point
     * @param indices as many {@code int}s as there are elements in {@code x}
     * @throws IndexOutOfBoundsException if one is no index of {@code source}
     * @throws IllegalArgumentException if they are not as many, or overlap with {@code x}
     */
    public static void gather(MemorySegment x, MemorySegment source, MemorySegment indices) {
        long count = Slices.count(x, SHIFT);
        Slices.sameCount(count, indices, 2);
        long size = Slices.count(source, SHIFT);
        Slices.checkWritable(x);
        boolean xSteady = Slices.isSteady(x);
        boolean sourceSteady = Slices.isSteady(source);
        boolean indicesSteady = Slices.isSteady(indices);
        long xAt = Slices.enter(x, xSteady);
        try {
            long sourceAt = Slices.enter(source, sourceSteady);
            try {
                long indicesAt = Slices.enter(indices, indicesSteady);
                try {
                    gather(xAt, sourceAt, size, indicesAt, count);
                } finally {
                    Slices.leave(indices, indicesAt, indicesSteady);
                }
            } finally {
                Slices.leave(source, sourceAt, sourceSteady);
            }
            Slices.update(x, xAt, xSteady);
        } finally {
            Slices.leave(x, xAt, xSteady);
        }
    }

    static void gather(long x, long source, long size, long indices, long count) {
        Slices.checkApart(x, count << SHIFT, source, size << SHIFT);
        Slices.checkApart(x, count << SHIFT, indices, count << 2);
        long outside = IntKernels.firstOutside(indices, count, size);
        if (outside < count) {
            throw Slices.noSuchIndex(outside, Memory.getInt(indices + (outside << 2)), size);
        }
        [=Name]Scalar.gather(x, source, size, indices, count);
    }

    /**
     * Sorts, ascending, without any other memory: {@link [=Name]Array#sort()} for a segment, in
     * place always.
     *
     * @param keys what is sorted
     */
    public static void sort(MemorySegment keys) {
[@over ["keys"] true "[=Name]Sort.sort(keysAt, keysAt + (count << SHIFT))"/]
    }

    /** Sorts with memory from an allocator, if that pays and it takes it back, and else without. */
    static void sortWithin(Allocator allocator, long keys, long count) {
        if (count < SORT_BY_BYTES || !ArrayMemory.lends(allocator)) {
            [=Name]Sort.sort(keys, keys + (count << SHIFT));
        } else if (descends(keys, count)) {
            [=Bits]Sort.reverse(keys, keys + (count << SHIFT));
        } else {
            sortByBytes(allocator, keys, count);
        }
    }

    private static void sortByBytes(Allocator allocator, long keys, long count) {
        long bytes = [=Name]Radix.scratchBytes(count, 0);
        long memory;
        try {
            memory = allocator.allocNonZeroed(bytes, Allocator.DEFAULT_ALIGNMENT);
        } catch (MemoryException none) {
            [=Name]Sort.sort(keys, keys + (count << SHIFT));
            return;
        }
        [=Name]Radix.sort(keys, count, memory);
        allocator.free(memory, bytes);
    }

    /** Whether each is less than the one before. */
    private static boolean descends(long keys, long count) {
        long last = keys + (count - 1 << SHIFT);
        long at = keys;
        while (at < last && Memory.get[=Name](at) > Memory.get[=Name](at + (1L << SHIFT))) {
            at += 1L << SHIFT;
        }
        return at == last;
    }

[#list [["", 0], ["WithInts", 2], ["WithLongs", 3]] as form]
    [#assign suffix = form[0] pay = form[1]]
    [#if pay gt 0]
    /**
     * Sorts keys, ascending, and carries a payload along, with scratch memory of the current
     * context's {@code tempAllocator()}, which is given back as far as that takes single blocks.
     *
     * @param keys what is sorted
     * @param payload as many {@code [=(pay == 2)?then("int", "long")]}s; each stays with its key
     * @throws MemoryException if there is no scratch memory; everything is then as it was
     * @throws IllegalArgumentException if they are not as many, or overlap
     */
    @UsesContext
    public static void sort[=suffix](MemorySegment keys, MemorySegment payload) {
        sort[=suffix](Context.current().tempAllocator(), keys, payload);
    }

    [/#if]
    /**
     * Sorts keys, ascending[#if pay gt 0], and carries a payload along[/#if]. Stable, and as many passes as keys have bytes that
     * differ, whatever their order[#if pay gt 0], so it pays to have keys small or alike[#else]: quicker than {@link #sort(MemorySegment)} in place where there are
     * thousands[/#if].
[#if floating]
     *
     * <p>The order is that of {@link [=Box]#compare}: -0.0 before 0.0, and NaN last. NaNs of different
     * bits are not equal here.
[/#if]
     *
     * @param scratch where memory for a copy comes from, [=bytes][#if pay gt 0] + [=(pay == 2)?then("4", "8")][/#if] bytes for each key and some kilobytes; given back
     *     as far as it takes single blocks
     * @param keys what is sorted
    [#if pay gt 0]
     * @param payload as many {@code [=(pay == 2)?then("int", "long")]}s; each stays with its key
    [/#if]
     * @throws MemoryException if there is no such memory; everything is then as it was
[#if pay gt 0]
     * @throws IllegalArgumentException if they are not as many, or overlap
[/#if]
     */
    public static void sort[=suffix](Allocator scratch, MemorySegment keys[#if pay gt 0], MemorySegment payload[/#if]) {
        long count = Slices.count(keys, SHIFT);
        Slices.checkWritable(keys);
    [#if pay gt 0]
        Slices.sameCount(count, payload, [=pay]);
        Slices.checkWritable(payload);
    [/#if]
        boolean keysSteady = Slices.isSteady(keys);
    [#if pay gt 0]
        boolean payloadSteady = Slices.isSteady(payload);
    [/#if]
        long keysAt = Slices.enter(keys, keysSteady);
        try {
    [#if pay gt 0]
            long payloadAt = Slices.enter(payload, payloadSteady);
            try {
                sort[=suffix](scratch, keysAt, payloadAt, count);
                Slices.update(payload, payloadAt, payloadSteady);
            } finally {
                Slices.leave(payload, payloadAt, payloadSteady);
            }
    [#else]
            sort(scratch, keysAt, count);
    [/#if]
            Slices.update(keys, keysAt, keysSteady);
        } finally {
            Slices.leave(keys, keysAt, keysSteady);
        }
    }

    static void sort[=suffix](Allocator scratch, long keys, [#if pay gt 0]long payload, [/#if]long count) {
    [#if pay gt 0]
        Slices.checkApart(keys, count << SHIFT, payload, count << [=pay]);
    [/#if]
        long bytes = [=Name]Radix.scratchBytes(count, [=(pay == 0)?then("0", (pay == 2)?then("4", "8"))]);
        long memory = scratch.allocNonZeroed(bytes, Allocator.DEFAULT_ALIGNMENT);
        try {
            [=Name]Radix.sort[=suffix](keys, [#if pay gt 0]payload, [/#if]count, memory);
        } finally {
            ArrayMemory.giveBack(scratch, memory, bytes);
        }
    }

[/#list]
}
