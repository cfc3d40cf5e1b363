package dev.mayfly.swarm.sim;

/**
 * Comparisons that are numbers, for loops that count: no processor can guess who of a crowd is
 * near, and each wrong guess takes longer than the comparison.
 */
final class Sign {

    private static final int SIGN_SHIFT = 31;

    private Sign() {}

    /**
     * 1 if a number is less than the other, as {@link Float#compare} has it, and 0 if not. Both are
     * finite.
     */
    static int below(float number, float other) {
        return Float.floatToRawIntBits(number - other) >>> SIGN_SHIFT;
    }

    /** 1 if two numbers of the same sign differ, and 0 if not. */
    static int differ(int number, int other) {
        return (number - other | other - number) >>> SIGN_SHIFT;
    }
}
