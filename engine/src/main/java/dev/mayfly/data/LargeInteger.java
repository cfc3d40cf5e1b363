package dev.mayfly.data;

import java.util.Arrays;

/** An integer of 0 or more in a buffer of its own, of up to 3200 bits. Used again and again. */
final class LargeInteger {

    private static final int MOST_LIMBS = 100;
    private static final long LIMB = 0xFFFF_FFFFL;

    /** The largest power of five that an int holds. */
    private static final int FIVES = 13;

    private static final int POWER_OF_FIVE = 1_220_703_125;

    /** The lowest first. */
    private final int[] limbs = new int[MOST_LIMBS];

    /** How many count; the last of these is not 0. */
    private int count;

    /** Makes it another, without a sign. */
    void set(long value) {
        limbs[0] = (int) value;
        limbs[1] = (int) (value >>> Integer.SIZE);
        count = limbs[1] != 0 ? 2 : limbs[0] != 0 ? 1 : 0;
    }

    void multiplyAndAdd(int factor, int summand) {
        long carry = summand;
        for (int i = 0; i < count; i++) {
            long sum = (limbs[i] & LIMB) * factor + carry;
            limbs[i] = (int) sum;
            carry = sum >>> Integer.SIZE;
        }
        if (carry != 0) {
            limbs[count++] = (int) carry;
        }
    }

    void multiplyByPowerOfFive(int exponent) {
        int left = exponent;
        for (; left >= FIVES; left -= FIVES) {
            multiplyAndAdd(POWER_OF_FIVE, 0);
        }
        for (; left > 0; left--) {
            multiplyAndAdd(5, 0);
        }
    }

    void shiftLeft(int bits) {
        if (count == 0) {
            return;
        }
        int whole = bits / Integer.SIZE;
        System.arraycopy(limbs, 0, limbs, whole, count);
        Arrays.fill(limbs, 0, whole, 0);
        count += whole;
        int rest = bits % Integer.SIZE;
        long carry = 0;
        for (int i = whole; i < count; i++) {
            long shifted = (limbs[i] & LIMB) << rest | carry;
            limbs[i] = (int) shifted;
            carry = shifted >>> Integer.SIZE;
        }
        if (carry != 0) {
            limbs[count++] = (int) carry;
        }
    }

    int compareTo(LargeInteger other) {
        if (count != other.count) {
            return Integer.compare(count, other.count);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (limbs[i] != other.limbs[i]) {
                return Integer.compareUnsigned(limbs[i], other.limbs[i]);
            }
        }
        return 0;
    }
}
