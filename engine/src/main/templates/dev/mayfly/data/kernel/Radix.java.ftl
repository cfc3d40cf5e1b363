[#assign digits = bytes?number]
[#macro sort suffix payloadShift]
[#if payloadShift gt 0]
    [#assign Pay = (payloadShift == 2)?then("Int", "Long")]
[/#if]
    /**
     * Sorts keys, ascending and stable[#if payloadShift gt 0], and a payload with them[/#if].
     *
     * @param keys their address
[#if payloadShift gt 0]
     * @param payload address of as many {@code [=Pay?lower_case]}s
[/#if]
     * @param count how many
     * @param scratch address of {@link #scratchBytes} of memory, aligned to 8 bytes
     */
    public static void sort[=suffix](long keys, [#if payloadShift gt 0]long payload, [/#if]long count, long scratch) {
        if (count <= FEW) {
            insert[=suffix](keys, [#if payloadShift gt 0]payload, [/#if]count);
            return;
        }
        if (countDigits(keys, count, scratch)) {
            return;
        }
        long from = keys;
        long to = scratch + TABLES;
[#if payloadShift gt 0]
        long payloadFrom = payload;
        long payloadTo = to + (count << SHIFT);
[/#if]
        long first = digits(get(keys));
        for (int digit = 0; digit < DIGITS; digit++) {
            long table = scratch + digit * TABLE;
            int common = (int) (first >>> digit * Byte.SIZE) & 0xFF;
            if (Memory.getLong(table + common * 8L) == count) {
                continue;
            }
            startsFromCounts(table);
            scatter[=suffix](from, to, [#if payloadShift gt 0]payloadFrom, payloadTo, [/#if]count, table, digit * Byte.SIZE);
            long keysThere = to;
            to = from;
            from = keysThere;
[#if payloadShift gt 0]
            long payloadThere = payloadTo;
            payloadTo = payloadFrom;
            payloadFrom = payloadThere;
[/#if]
        }
        if (from != keys) {
            Memory.copy(from, keys, count << SHIFT);
[#if payloadShift gt 0]
            Memory.copy(payloadFrom, payload, count << [=payloadShift]);
[/#if]
        }
    }

    private static void scatter[=suffix](long from, long to, [#if payloadShift gt 0]long payloadFrom, long payloadTo, [/#if]long count, long table, int bits) {
        for (long i = 0; i < count; i++) {
            [=bits] key = get(from + (i << SHIFT));
            long start = table + (digits(key) >>> bits & 0xFF) * 8;
            long place = Memory.getLong(start);
            Memory.putLong(start, place + 1);
            put(to + (place << SHIFT), key);
[#if payloadShift gt 0]
            Memory.put[=Pay](
                    payloadTo + (place << [=payloadShift]),
                    Memory.get[=Pay](payloadFrom + (i << [=payloadShift])));
[/#if]
        }
    }

    private static void insert[=suffix](long keys, [#if payloadShift gt 0]long payload, [/#if]long count) {
        for (long next = 1; next < count; next++) {
            [=bits] key = get(keys + (next << SHIFT));
            [=bits] order = order(key);
[#if payloadShift gt 0]
            [=Pay?lower_case] carried = Memory.get[=Pay](payload + (next << [=payloadShift]));
[/#if]
            long place = next;
            while (place > 0 && order(get(keys + (place - 1 << SHIFT))) > order) {
                put(keys + (place << SHIFT), get(keys + (place - 1 << SHIFT)));
[#if payloadShift gt 0]
                Memory.put[=Pay](
                        payload + (place << [=payloadShift]),
                        Memory.get[=Pay](payload + (place - 1 << [=payloadShift])));
[/#if]
                place--;
            }
            put(keys + (place << SHIFT), key);
[#if payloadShift gt 0]
            Memory.put[=Pay](payload + (place << [=payloadShift]), carried);
[/#if]
        }
    }

[/#macro]
// Made from Radix.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data.kernel;

import dev.mayfly.memory.Memory;

/**
 * Sorts {@code [=type]}s by their bytes, the lowest first: as many passes as keys have bytes that
 * differ, whatever the order. The counts for all passes come from one pass over the keys, which also
 * finds out that they are sorted already. A few keys are inserted.
[#if floating]
 *
 * <p>The order is that of {@link [=Box]#compare}: -0.0 before 0.0, and what is not a number last. Keys
 * are taken as {@code [=bits]}s, those with a sign turned over, then all of them turned on until
 * the NaNs with a sign, which would come first, are last; so each key keeps its bits.
[/#if]
 */
public final class [=Name]Radix {

    private static final int SHIFT = [=shift];
    private static final int DIGITS = [=digits];

    /** Up to so many keys, inserting is quicker and needs no memory. */
    private static final long FEW = 40;

    /** Bytes of the counts of one digit, and of all. */
    private static final long TABLE = 256 * 8;

    private static final long TABLES = DIGITS * TABLE;

[#if floating]

    /** The bits of the NaNs with a sign: as many as the first number is to be turned on by. */
    private static final [=bits] ROTATION = [#if type == "float"](1 << 23) - 1[#else](1L << 52) - 1[/#if];
[/#if]

    private [=Name]Radix() {}

    /**
     * How much memory sorting needs.
     *
     * @param count keys
     * @param payloadBytes bytes that go with each
     * @return bytes, possibly 0
     */
    public static long scratchBytes(long count, int payloadBytes) {
        return count <= FEW ? 0 : TABLES + count * ((1 << SHIFT) + payloadBytes);
    }

[@sort "" 0/]
[@sort "WithInts" 2/]
[@sort "WithLongs" 3/]
    /** Counts how often each digit has each value; answers whether the keys are sorted already. */
    private static boolean countDigits(long keys, long count, long tables) {
        Memory.zero(tables, TABLES);
        boolean sorted = true;
        [=bits] before = order(get(keys));
        long end = count << SHIFT;
        for (long i = 0; i < end; i += 1L << SHIFT) {
            [=bits] key = get(keys + i);
            [=bits] order = order(key);
            sorted &= before <= order;
            before = order;
            long digits = digits(key);
[#list 0..<digits as digit]
            count(tables + [=digit] * TABLE, digits >>> [=8 * digit]);
[/#list]
        }
        return sorted;
    }

    private static void count(long table, long digits) {
        long at = table + (digits & 0xFF) * 8;
        Memory.putLong(at, Memory.getLong(at) + 1);
    }

    private static void startsFromCounts(long table) {
        long start = 0;
        for (long at = table; at < table + TABLE; at += 8) {
            long count = Memory.getLong(at);
            Memory.putLong(at, start);
            start += count;
        }
    }

    /** What ascends as the keys do, as a signed number. */
    private static [=bits] order([=bits] key) {
[#if floating]
        return (key ^ (key >> [=Box].SIZE - 1 & [=Bits?replace("Int", "Integer")].MAX_VALUE)) - ROTATION;
[#else]
        return key;
[/#if]
    }

    /** The same as an unsigned number, in the lowest bytes. */
    private static long digits([=bits] key) {
        return order(key) ^ [=Bits?replace("Int", "Integer")].MIN_VALUE;
    }

    private static [=bits] get(long address) {
        return Memory.get[=Bits](address);
    }

    private static void put(long address, [=bits] key) {
        Memory.put[=Bits](address, key);
    }
}
