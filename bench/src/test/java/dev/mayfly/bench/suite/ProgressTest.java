package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ProgressTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteOverItselfInATerminal() {
        Progress progress = progress(true);
        progress.show("step", "with a detail", 30, 90);
        progress.show("step", "", 61, 59.4);
        progress.end();
        progress.end();
        assertEquals(
                "\r 25 %, 0:30 done, about 1:30 left: step: with a detail"
                        + "\r 51 %, 1:01 done, about 0:59 left: step               "
                        + System.lineSeparator(),
                text());
    }

    @Test
    void shouldWriteALineAStepElsewhere() {
        Progress progress = progress(false);
        progress.show("step", "one", 30, 90);
        progress.show("step", "two", 31, 89);
        progress.show("other", "", 600, 0);
        progress.end();
        assertEquals(
                " 25 %, 0:30 done, about 1:30 left: step\n"
                        + "100 %, 10:00 done, about 0:00 left: other\n",
                text().replace(System.lineSeparator(), "\n"));
    }
}
