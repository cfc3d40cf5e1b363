package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Of which frees the stack is walked. It is a question only where {@link Tracing} is to walk at all
 * and the line of the free is not known by its call site ({@link CallSites}); and tick and thread
 * are recorded of every free, walked or not.
 *
 * <p>A walk takes half a microsecond, as {@link Tracing#FULL} says; what the report of a second
 * free gains from it is the place of the first.
 *
 * <p>{@code -Dmayfly.freetraces=every}, {@code some} or {@code none} chooses for every tracking
 * allocator that was not told by {@link TrackingAllocator.Builder#freeTraces}.
 */
public enum FreeTraces {
    /** Of every one: for tests, and for the hunt for one mistake. */
    EVERY,
    /**
     * Of the first 64 frees of what one place allocates, and then of one in 509; of every one again
     * once something was found wrong with a block of that place. A report says of a free that it
     * was not walked, and where a block of the same place was last seen freed. The default: in the
     * long run it costs a 509th of {@link #EVERY}.
     */
    SOME,
    /** Of none. */
    NONE;

    /** The system property. */
    public static final String PROPERTY = "mayfly.freetraces";

    /** Loaded when the first allocator asks, so that nobody complains of what nobody uses. */
    private static final class Said {
        static final FreeTraces CHOICE = read(System.getProperty(PROPERTY), System.err);
    }

    /** What the command line says; {@link #SOME} if it says nothing. */
    static FreeTraces byDefault() {
        return Said.CHOICE;
    }

    /** A value that is none is told in a line, and the default holds. */
    static FreeTraces read(@Nullable String value, PrintStream complaints) {
        for (FreeTraces each : values()) {
            if (word(each).equals(value)) {
                return each;
            }
        }
        if (value != null) {
            complaints.printf(
                    "mayfly: -D%s=%s: write one of %s; it is %s now%n",
                    PROPERTY,
                    value,
                    Arrays.stream(values()).map(FreeTraces::word).collect(Collectors.joining(", ")),
                    word(SOME));
        }
        return SOME;
    }

    private static String word(FreeTraces choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
