package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;

/** {@link BigInteger} knows better. */
class LargeIntegerTest {

    private static LargeInteger of(BigInteger value) {
        LargeInteger large = new LargeInteger();
        large.set(0);
        for (char digit : value.toString().toCharArray()) {
            large.multiplyAndAdd(10, digit - '0');
        }
        return large;
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static void assertSame(BigInteger expected, LargeInteger actual) {
        assertEquals(0, of(expected).compareTo(actual));
        assertEquals(-1, Integer.signum(actual.compareTo(of(expected.add(BigInteger.ONE)))));
        if (expected.signum() > 0) {
            BigInteger less = expected.subtract(BigInteger.ONE);
            assertEquals(1, Integer.signum(actual.compareTo(of(less))));
        }
    }

    @Property(tries = 2000, seed = "20261120")
    void shouldMultiplyAndShiftAsBigIntegerDoes(
            @ForAll long start,
            @ForAll @IntRange(min = 1, max = 1_000_000_000) int factor,
            @ForAll @IntRange(max = 999_999_999) int summand,
            @ForAll @IntRange(max = 400) int fives,
            @ForAll @IntRange(max = 1100) int twos) {
        LargeInteger large = new LargeInteger();
        large.set(start);
        large.multiplyAndAdd(factor, summand);
        large.multiplyByPowerOfFive(fives);
        large.shiftLeft(twos);
        BigInteger expected =
                unsigned(start)
                        .multiply(BigInteger.valueOf(factor))
                        .add(BigInteger.valueOf(summand))
                        .multiply(BigInteger.valueOf(5).pow(fives))
                        .shiftLeft(twos);
        assertSame(expected, large);
    }

    @Property(tries = 2000, seed = "20261120")
    void shouldCompareAsBigIntegerDoes(
            @ForAll long one,
            @ForAll long other,
            @ForAll @IntRange(max = 3) int fives,
            @ForAll @IntRange(max = 40) int twos) {
        LargeInteger left = new LargeInteger();
        left.set(one);
        left.multiplyByPowerOfFive(fives);
        LargeInteger right = new LargeInteger();
        right.set(other);
        right.shiftLeft(twos);
        BigInteger leftModel = unsigned(one).multiply(BigInteger.valueOf(5).pow(fives));
        assertEquals(
                leftModel.compareTo(unsigned(other).shiftLeft(twos)),
                Integer.signum(left.compareTo(right)));
    }

    @Test
    void shouldHoldTheLargestThatIsCompared() {
        LargeInteger large = new LargeInteger();
        large.set(1);
        large.multiplyByPowerOfFive(1124);
        large.multiplyAndAdd(1_000_000_000, 999_999_999);
        large.multiplyAndAdd(1_000_000_000, 999_999_999);
        large.shiftLeft(64);
        BigInteger billion = BigInteger.valueOf(1_000_000_000);
        BigInteger expected = BigInteger.valueOf(5).pow(1124).multiply(billion.pow(2));
        assertSame(expected.add(billion.pow(2)).subtract(BigInteger.ONE).shiftLeft(64), large);
    }

    @Test
    void shouldStayZero() {
        LargeInteger large = new LargeInteger();
        large.set(0);
        large.multiplyByPowerOfFive(20);
        large.shiftLeft(3000);
        assertSame(BigInteger.ZERO, large);
    }
}
