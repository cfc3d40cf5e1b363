package dev.mayfly.lwjgl;

import dev.mayfly.debug.FreeTraces;
import dev.mayfly.debug.Tracing;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What the command line says about the drop-in. A value that is none is told in a line, and the
 * default holds: the program that is looked at shall run.
 *
 * @param badFree what happens at a wrong free
 * @param tracing how places are found
 * @param freeTraces of which frees the stack is walked
 * @param guards whether there are guards around the blocks
 * @param quarantine bytes of freed memory that are kept
 */
record DropInOptions(
        BadFree badFree, Tracing tracing, FreeTraces freeTraces, boolean guards, long quarantine) {

    static final String BAD_FREE = "mayfly.badfree";
    static final String TRACING = "mayfly.tracing";
    static final String GUARDS = "mayfly.guards";
    static final String QUARANTINE = "mayfly.quarantine";

    enum BadFree {
        THROW,
        RECORD
    }

    private enum Flag {
        TRUE,
        FALSE
    }

    static DropInOptions read(Properties properties, PrintStream complaints) {
        return new DropInOptions(
                choice(properties, complaints, BAD_FREE, BadFree.THROW),
                choice(properties, complaints, TRACING, Tracing.AUTO),
                choice(properties, complaints, FreeTraces.PROPERTY, FreeTraces.SOME),
                choice(properties, complaints, GUARDS, Flag.TRUE) == Flag.TRUE,
                bytes(properties, complaints, QUARANTINE));
    }

    private static <E extends Enum<E>> E choice(
            Properties properties, PrintStream complaints, String name, E normal) {
        String value = properties.getProperty(name);
        if (value == null) {
            return normal;
        }
        E[] all = normal.getDeclaringClass().getEnumConstants();
        for (E each : all) {
            if (word(each).equals(value)) {
                return each;
            }
        }
        complaints.printf(
                "mayfly: -D%s=%s: write one of %s; it is %s now%n",
                name,
                value,
                Arrays.stream(all).map(DropInOptions::word).collect(Collectors.joining(", ")),
                word(normal));
        return normal;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static long bytes(Properties properties, PrintStream complaints, String name) {
        String value = properties.getProperty(name, "0");
        if (value.matches("\\d{1,15}")) {
            return Long.parseLong(value);
        }
        complaints.printf(
                "mayfly: -D%s=%s: write a number of bytes, such as 67108864; it is 0 now%n",
                name, value);
        return 0;
    }
}
