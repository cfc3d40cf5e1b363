package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Locale;

class TextTest {

    private final FrameArena scratch = FrameArena.create();
    private final Text text = new Text();

    @BeforeEach
    void begin() {
        text.begin(scratch);
    }

    @AfterEach
    void close() {
        scratch.close();
    }

    private String content() {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            found.append(text.charAt(i));
        }
        return found.toString();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                10,
                99,
                100,
                999,
                1000,
                1001,
                12_345,
                999_999,
                1_000_000,
                1_234_567_890,
                -1,
                -1000,
                -999_999,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void shouldWriteNumbersWithCommas(long number) {
        text.add(number);
        assertEquals(String.format(Locale.ROOT, "%,d", number), content());
    }

    @Test
    void shouldJoinWordsAndNumbers() {
        text.add("WAVE ").add(12).add(", ").add(3).add(" LEFT");
        assertEquals("WAVE 12, 3 LEFT", content());
    }

    @Test
    void shouldStartAnewWhenCleared() {
        text.add("GAME OVER");
        text.clear().add("x").add(9);
        assertEquals("x9", content());
    }

    @Test
    void shouldCutOffWhatDoesNotFit() {
        String line = "0123456789".repeat(20);
        text.add(line).add(Long.MIN_VALUE);
        assertEquals(line.substring(0, Text.CAPACITY), content());
    }
}
