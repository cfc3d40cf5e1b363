package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignTest {

    private static final float[] NUMBERS = {
        0f,
        -0f,
        1f,
        -1f,
        Math.nextUp(1f),
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Math.nextDown(Float.MIN_NORMAL),
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    @Test
    void shouldCompareAsFloatDoes() {
        for (float number : NUMBERS) {
            for (float other : NUMBERS) {
                assertEquals(
                        Float.compare(number, other) < 0 ? 1 : 0,
                        Sign.below(number, other),
                        () -> number + " and " + other);
            }
        }
    }

    @Test
    void shouldKnowWhetherTwoNumbersDiffer() {
        int[] numbers = {0, 1, 2, 49_999, Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
        for (int number : numbers) {
            for (int other : numbers) {
                assertEquals(number != other ? 1 : 0, Sign.differ(number, other));
            }
        }
    }
}
