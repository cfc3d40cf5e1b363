package dev.mayfly;

import static org.junit.jupiter.api.Assertions.fail;

import dev.mayfly.loop.JavaHeapMeter;

/** Finds code that allocates on the Java heap in steady state. */
public final class Garbage {

    private static final int MOST_ROUNDS = 100;
    private static final int CLEAN_ROUNDS = 5;

    private Garbage() {}

    /**
     * Runs a round again and again until several in a row have allocated nothing. The first rounds
     * load classes and link calls, and a method that is compiled anew may allocate once; code that
     * allocates every time never gets there.
     *
     * @param round some thousand repetitions of what is tested
     */
    public static void assertNoneOnceWarm(Runnable round) {
        int clean = 0;
        long last = 0;
        for (int i = 0; i < MOST_ROUNDS; i++) {
            long before = JavaHeapMeter.allocatedBytes();
            round.run();
            last = JavaHeapMeter.allocatedBytes() - before;
            clean = last == 0 ? clean + 1 : 0;
            if (clean == CLEAN_ROUNDS) {
                return;
            }
        }
        fail("after " + MOST_ROUNDS + " rounds, a round still allocates " + last + " bytes");
    }
}
