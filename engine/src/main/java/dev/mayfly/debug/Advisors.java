package dev.mayfly.debug;

import dev.mayfly.alloc.FrameArena;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Look for what could be done better while the program runs, and say it in every report: the place
 * and the numbers.
 *
 * <ul>
 *   <li>Scratch that is filled tick after tick without {@code freeAll}: of every tracking allocator
 *       over an arena, and of arenas that are {@link #watch watched}.
 *   <li>Places whose blocks are always freed in the tick that made them, where scratch would do.
 *   <li>Places whose live bytes only grow.
 * </ul>
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="advise"}
 *
 * <p>Something is said when it has gone on for {@value #TICKS} ticks, see {@link #over}. A program
 * that calls {@link #tick} never gets no advice.
 *
 * <p><b>Cost:</b> a 64th of the live blocks is looked at each tick, some nanoseconds each, without
 * Java garbage. A free costs one or two nanoseconds more. <b>Thread:</b> any; one calls {@link
 * #tick}.
 */
public final class Advisors {

    /** For how many ticks something must have gone on, unless {@link #over} says otherwise. */
    public static final int TICKS = 600;

    private static volatile Advisor[] arenas = {};
    private static final long START = System.nanoTime();

    private static volatile int ticks = TICKS;
    private static volatile long calls;

    private Advisors() {}

    /**
     * A tick has begun, or ended: always the same of both. Takes a sample of all totals, for the
     * plot in {@link LeakReport#html}, and lets the advisors look.
     */
    public static void tick() {
        long tick = Ticks.now();
        long millis = millis();
        for (TrackingAllocator tracker : Trackers.array()) {
            tracker.observation().tick(tick, millis);
        }
        for (Advisor arena : arenas) {
            synchronized (arena) {
                arena.tick(tick);
            }
        }
        calls = calls + 1;
    }

    /**
     * Watches an arena that nobody tracks, as long as the program runs. Its line is not known, so
     * advice names the arena.
     *
     * @param arena whose {@code freeAll} may be missing
     */
    public static void watch(FrameArena arena) {
        Advisor advisor =
                new ClimbingScratch(
                        arena.toString(), arena::used, arena::resets, () -> Place.UNKNOWN);
        synchronized (Advisors.class) {
            Advisor[] more = Arrays.copyOf(arenas, arenas.length + 1);
            more[arenas.length] = advisor;
            arenas = more;
        }
    }

    /**
     * Says for how long something must have gone on before it is said.
     *
     * @param number ticks, 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public static void over(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(
                    "advice over " + number + " ticks: it takes 1 or more");
        }
        ticks = number;
    }

    /**
     * What is to be said now of all tracking allocators and all arenas that are watched.
     *
     * @return an unmodifiable list
     */
    public static List<Advice> now() {
        List<Advice> advice = new ArrayList<>(of(Trackers.all()));
        for (Advisor arena : arenas) {
            synchronized (arena) {
                advice.addAll(arena.advice(ticks));
            }
        }
        return List.copyOf(advice);
    }

    /**
     * What is to be said now of one or some tracking allocators.
     *
     * @param trackers which
     * @return an unmodifiable list
     */
    public static List<Advice> of(TrackingAllocator... trackers) {
        return of(Arrays.asList(trackers));
    }

    static List<Advice> of(List<TrackingAllocator> trackers) {
        List<Advice> advice = new ArrayList<>();
        for (TrackingAllocator tracker : trackers) {
            advice.addAll(tracker.observation().advice(ticks));
        }
        return List.copyOf(advice);
    }

    /** How often {@link #tick} was called. */
    static long calls() {
        return calls;
    }

    /** Samples the totals only: for programs without ticks. */
    static void sample() {
        long tick = Ticks.now();
        long millis = millis();
        for (TrackingAllocator tracker : Trackers.array()) {
            tracker.observation().sample(tick, millis);
        }
    }

    /** Forgets the arenas. */
    static void reset() {
        arenas = new Advisor[0];
        ticks = TICKS;
    }

    private static long millis() {
        return (System.nanoTime() - START) / 1_000_000;
    }
}
