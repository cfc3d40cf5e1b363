package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/**
 * The live bytes of one tracking allocator over the whole run, in at most {@value #MOST} points.
 *
 * <p>When they are full, two neighbours become one that keeps the larger number, and from then on a
 * point stands for twice as many samples. So the peaks stay, the memory stays small, and nothing
 * makes garbage.
 */
final class History {

    static final int MOST = 512;

    private final long[] ticks = new long[MOST];
    private final long[] millis = new long[MOST];
    private final long[] bytes = new long[MOST];

    private int points;

    /** Samples that a point stands for, and how many the last one has. */
    private int step = 1;

    private int inLast = 1;

    synchronized void add(long tick, long time, long live) {
        if (inLast == step) {
            if (points == MOST) {
                halve();
            }
            bytes[points] = live;
            points++;
            inLast = 0;
        }
        int last = points - 1;
        ticks[last] = tick;
        millis[last] = time;
        bytes[last] = Math.max(bytes[last], live);
        inLast++;
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            ticks[i] = ticks[2 * i + 1];
            millis[i] = millis[2 * i + 1];
            bytes[i] = Math.max(bytes[2 * i], bytes[2 * i + 1]);
        }
        points = MOST / 2;
        step *= 2;
        inLast = step;
    }

    /** The points, the oldest first. */
    synchronized List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(points);
        for (int i = 0; i < points; i++) {
            samples.add(new Sample(ticks[i], millis[i], bytes[i]));
        }
        return List.copyOf(samples);
    }
}
