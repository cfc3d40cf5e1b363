package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrigTest {

    @Test
    void shouldBeGoodToFiveDecimals() {
        for (float angle = -20f; angle < 20f; angle += 0.0173f) {
            assertEquals(StrictMath.sin(angle), Trig.sin(angle), 1e-5, "sin " + angle);
            assertEquals(StrictMath.cos(angle), Trig.cos(angle), 1e-5, "cos " + angle);
        }
    }

    @Test
    void shouldFindTheDirectionOfAVector() {
        for (float angle = -3.14f; angle < 3.14f; angle += 0.0137f) {
            float x = 3f * (float) StrictMath.cos(angle);
            float y = 3f * (float) StrictMath.sin(angle);
            assertEquals(StrictMath.atan2(y, x), Trig.atan2(y, x), 2e-5, "atan2 " + angle);
        }
        assertEquals(0f, Trig.atan2(0f, 0f));
        assertEquals(Trig.PI, Trig.atan2(0f, -1f), 1e-6);
        assertEquals(-Trig.PI / 2, Trig.atan2(-1f, 0f), 1e-6);
    }

    @Test
    void shouldWrapToHalfATurn() {
        for (float angle = -50f; angle < 50f; angle += 0.31f) {
            float wrapped = Trig.wrap(angle);
            assertTrue(Math.abs(wrapped) <= Trig.PI + 1e-5f, angle + " wraps to " + wrapped);
            assertEquals(StrictMath.cos(angle), StrictMath.cos(wrapped), 2e-5);
        }
    }
}
