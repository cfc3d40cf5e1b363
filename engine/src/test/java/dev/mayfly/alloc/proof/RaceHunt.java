package dev.mayfly.alloc.proof;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks for what two threads can do to each other: runs a {@link Race} again and again, all actors
 * leaving a spinning barrier at once, each a little later or earlier from run to run, and counts
 * what comes out. Fails at the first run in which something must not be; the report says which.
 *
 * @param <S> what the actors share
 */
final class RaceHunt<S> {

    /** Turns of a loop that an actor waits at most when all may start. */
    private static final int MOST_DELAY = 32;

    private static final int SPINS = 2000;

    private final Race<S> race;
    private final AtomicInteger arrived = new AtomicInteger();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private volatile boolean failed;

    /** Written by the first actor before a barrier, read by all after it. */
    private S state;

    private RaceHunt(Race<S> race) {
        this.race = race;
    }

    /**
     * Runs a race.
     *
     * @return how often what came out
     */
    static <S> Map<String, Integer> hunt(Race<S> race, int runs) throws InterruptedException {
        RaceHunt<S> hunt = new RaceHunt<>(race);
        if (race.isMortal()) {
            for (int run = 0; run < runs; run++) {
                hunt.crew(run, run + 1);
                hunt.judgeTheDead(run);
            }
        } else {
            hunt.crew(0, runs);
        }
        return hunt.outcomes;
    }

    private void crew(int firstRun, int endRun) throws InterruptedException {
        Crew crew = new Crew();
        arrived.set(0);
        for (int i = 0; i < race.actors(); i++) {
            int actor = i;
            crew.start(() -> play(actor, firstRun, endRun));
        }
        crew.join();
    }

    private void play(int actor, int firstRun, int endRun) {
        int run = firstRun;
        try {
            int meetings = 0;
            for (; run < endRun; run++) {
                if (actor == 0) {
                    state = race.fresh();
                }
                if (!meet(++meetings)) {
                    return;
                }
                delay(actor, run);
                race.act(actor, state);
                if (race.isMortal()) {
                    return;
                }
                if (!meet(++meetings)) {
                    return;
                }
                if (actor == 0) {
                    judge();
                }
            }
        } catch (Throwable failure) {
            failed = true;
            throw new AssertionError(report(run, failure), failure);
        }
    }

    private void judge() {
        outcomes.merge(race.outcome(state), 1, Integer::sum);
    }

    private void judgeTheDead(int run) {
        try {
            judge();
        } catch (Throwable forbidden) {
            throw new AssertionError(report(run, forbidden), forbidden);
        }
    }

    private String report(int run, Throwable failure) {
        return "run %d of %s: %s; until then %s"
                .formatted(run, race, failure.getMessage(), outcomes);
    }

    /**
     * Waits until every actor is here, without letting go of the processor while the others are
     * likely to be running.
     *
     * @return whether there is any point in going on
     */
    private boolean meet(int meeting) {
        arrived.incrementAndGet();
        int all = meeting * race.actors();
        for (int spins = 0; arrived.get() < all; spins++) {
            if (failed) {
                return false;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return true;
    }

    /** Shifts the actors against each other by another little bit in every run. */
    private static void delay(int actor, int run) {
        int turns = (run * 31 + actor * 7919) * 0x9E37_79B9 >>> 24;
        for (int i = 0; i < turns % MOST_DELAY; i++) {
            Thread.onSpinWait();
        }
    }
}
