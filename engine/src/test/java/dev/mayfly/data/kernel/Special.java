package dev.mayfly.data.kernel;

import dev.mayfly.memory.Memory;

import java.util.Random;

/** Numbers of all four types, among them those that are special. */
public final class Special {

    private static final float[] FLOATS = {
        0,
        -0f,
        1,
        -1,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        16_777_217
    };
    private static final long[] LONGS = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 31
    };

    private Special() {}

    /** A number; the more calm, the less often a special one. */
    public static Object number(Class<?> type, Random random, int calm) {
        boolean special = random.nextInt(calm) == 0;
        long whole = special ? LONGS[random.nextInt(LONGS.length)] : random.nextInt(-500, 500);
        double real =
                special ? FLOATS[random.nextInt(FLOATS.length)] : random.nextDouble(-500, 500);
        if (type == int.class) {
            return (int) whole;
        }
        if (type == long.class) {
            return whole;
        }
        if (type == float.class) {
            return (float) real;
        }
        return real;
    }

    /** Bytes of one. */
    public static int bytes(Class<?> type) {
        return type == int.class || type == float.class ? 4 : 8;
    }

    /** Writes one. */
    public static void put(long address, Object number) {
        switch (number) {
            case Integer n -> Memory.putInt(address, n);
            case Long n -> Memory.putLong(address, n);
            case Float n -> Memory.putFloat(address, n);
            case Double n -> Memory.putDouble(address, n);
            default -> throw new IllegalArgumentException(number.toString());
        }
    }

    /** Reads one; every NaN is the same one then. */
    public static Object get(Class<?> type, long address) {
        if (type == int.class) {
            return Memory.getInt(address);
        }
        if (type == long.class) {
            return Memory.getLong(address);
        }
        if (type == float.class) {
            return Memory.getFloat(address);
        }
        return Memory.getDouble(address);
    }
}
