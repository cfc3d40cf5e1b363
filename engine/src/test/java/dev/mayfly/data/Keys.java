package dev.mayfly.data;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/** Sets of keys that tables have come to grief on. */
enum Keys {
    SEQUENTIAL(i -> i),
    NEGATIVE(i -> -i),
    PAGES(i -> i << 12),
    HALVES(i -> i << 32),
    TOP_BITS_ONLY(i -> i << 47),
    BIT_REVERSED(Long::reverse),
    BYTE_REVERSED(Long::reverseBytes),
    SAME_LOW_AND_HIGH_BITS(i -> 0xABCD_0000_0000_1234L | i << 20),
    /** What Fibonacci hashing sends to one place: a difference that its factor makes small. */
    AGAINST_FIBONACCI(i -> i * 0xF1DE83E19937733DL),
    /** Halves that cancel out where a table folds them together, as Long.hashCode does. */
    AGAINST_FOLDING(i -> i << 32 | i),
    /** Squares of a grid, packed. */
    CELLS(i -> (i / 317 << 32) + i % 317),
    DOUBLES(i -> Double.doubleToRawLongBits(i)),
    RANDOM(i -> new SplittableRandom(i).nextLong());

    private final LongUnaryOperator key;

    Keys(LongUnaryOperator key) {
        this.key = key;
    }

    long key(long i) {
        return key.applyAsLong(i);
    }
}
