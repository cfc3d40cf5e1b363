package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.math.BigInteger;

class PowersOfTenTest {

    private static final int BITS = 128;

    @Test
    void shouldHaveTheFirst128BitsOfEveryPowerRoundedUp() {
        for (int exponent = PowersOfTen.LEAST; exponent <= PowersOfTen.MOST; exponent++) {
            BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
            BigInteger bits = exponent < 0 ? inverse(power) : first(power);
            assertEquals(BITS, bits.bitLength());
            assertEquals(
                    bits.shiftRight(Long.SIZE).longValue(),
                    PowersOfTen.high(exponent),
                    "10^" + exponent);
            assertEquals(bits.longValue(), PowersOfTen.low(exponent), "10^" + exponent);
        }
    }

    private static BigInteger first(BigInteger number) {
        int shift = number.bitLength() - BITS;
        return shift <= 0
                ? number.shiftLeft(-shift)
                : number.negate().shiftRight(shift).negate(); // rounds up
    }

    /** Of no power of two, so that nothing is exact. */
    private static BigInteger inverse(BigInteger number) {
        int shift = number.bitLength() + BITS - 1;
        return BigInteger.ONE.shiftLeft(shift).divide(number).add(BigInteger.ONE);
    }
}
