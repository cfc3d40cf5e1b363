package dev.mayfly.bench.frame;

import dev.mayfly.loop.JavaHeapMeter;

import org.HdrHistogram.Histogram;

/**
 * Runs ticks and measures them: what {@link Frame#build} and {@link Frame#end} take together, and
 * what they allocate on the Java heap. The world's own motion and the sums over what was found
 * happen between them, off the clock; both are the same for all ways.
 */
final class FrameRun {

    private static final long LONGEST_NANOS = 3_600_000_000_000L;
    private static final int DIGITS = 3;

    private final Frame frame;
    private final World world;
    private final Tally tally = new Tally();
    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
    private final Timeline timeline;
    private long missed;
    private long heapBytes;

    private FrameRun(Frame frame, FramePlan plan) {
        this.frame = frame;
        world = new World(plan.enemies(), plan.seed());
        timeline = new Timeline(plan.ticks());
    }

    /** Runs a plan from its beginning to its end. */
    static FrameResult run(FrameWay way, FramePlan plan) {
        try (Frame frame = way.make(plan.enemies())) {
            return new FrameRun(frame, plan).measure(way, plan);
        }
    }

    private FrameResult measure(FrameWay way, FramePlan plan) {
        for (long tick = 0; tick < plan.warmupTicks(); tick++) {
            tick();
        }
        reset();
        Collections before = Collections.now();
        for (long tick = 0; tick < plan.ticks(); tick++) {
            timeline.add(tick());
        }
        Collections during = Collections.now().since(before);
        world.tell(tally);
        return FrameResult.of(
                way, plan, tally, nanos, timeline, missed, heapBytes, during, frame.nativeBytes());
    }

    /** Forgets what was measured while it was warming up. */
    private void reset() {
        nanos.reset();
        missed = 0;
        heapBytes = 0;
    }

    private long tick() {
        world.move();
        frame.look(world);
        long heapBefore = JavaHeapMeter.allocatedBytes();
        long start = System.nanoTime();
        frame.build(world);
        long built = System.nanoTime();
        long heapBuilt = JavaHeapMeter.allocatedBytes();
        frame.tell(tally);
        long heapTold = JavaHeapMeter.allocatedBytes();
        long told = System.nanoTime();
        frame.end();
        long ended = System.nanoTime();
        heapBytes += heapBuilt - heapBefore + JavaHeapMeter.allocatedBytes() - heapTold;
        long took = built - start + ended - told;
        nanos.recordValue(Math.clamp(took, 0, LONGEST_NANOS));
        missed += took > FrameResult.DEADLINE_NANOS ? 1 : 0;
        return took;
    }
}
