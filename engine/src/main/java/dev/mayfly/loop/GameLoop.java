package dev.mayfly.loop;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.jfr.FrameEvent;

import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link Game}: ticks of a fixed step, pictures in between, and scratch that is emptied
 * after every one of them.
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="headless"}
 *
 * <p><b>Time.</b> Each frame runs the ticks that are due, {@link Builder#maxTicksPerFrame} at most:
 * time that a slow machine cannot catch up with is dropped, so that the game slows down instead of
 * hanging. Then it draws once, told how far it is between two ticks, and sleeps until the next
 * frame is due. It never spins.
 *
 * <p><b>Memory.</b> The loop gives its thread a {@code Context} with the loop's allocator and
 * scratch, and calls {@code freeAll} on the scratch after {@code start} and after every tick and
 * render. A context scope or save point that one of them leaves open ends the run with an {@link
 * IllegalStateException} or {@code MemoryException} that names it. In steady state the loop makes
 * no Java garbage. {@link Workers} and {@link FramesInFlight} that the loop is told of go along:
 * the scratch of workers is emptied together with the loop's own, and a new frame begins before
 * every tick.
 *
 * <p><b>Pipelined</b>, where it is {@link Builder#pipelined told} to be so, the loop computes ticks
 * on a thread of their own, {@code mayfly-tick}, and draws the picture of one tick while the next
 * is computed. {@link PipelinedGame} has the contract: which call is made where, and who may touch
 * what meanwhile. What a tick throws ends the run as if it had been thrown on the loop's thread,
 * and what a render throws ends it once the tick under way has ended; {@link Game#close()} comes
 * after both. A frame that has waited for ticks as long as one should last draws before it waits
 * for more, so that ticks that are too slow slow the game down and not its pictures.
 *
 * <p><b>Debug builds</b> track the general allocator unless they are given another, count the ticks
 * for its records, look for writes past the ends of its blocks after every 60 ticks (system
 * property {@code mayfly.debug.checkEvery}) and after the last, and write a report to {@code
 * System.err} when the program ends.
 *
 * <p><b>Thread:</b> {@link #run()} belongs to one thread, the loop's: the one with the window,
 * where there is one. {@link #stop()}, {@link #pause()} and {@link #resume()} may be called from
 * any; interrupting the thread stops the loop too.
 */
public final class GameLoop {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final double LARGEST_ALPHA = Math.nextDown(1.0);

    private final Game game;

    /** The same, if it can be pipelined. */
    private final @Nullable PipelinedGame passing;

    private final LoopClock clock;
    private final boolean headless;
    private final boolean pipelined;
    private final long maxTicks;
    private final int ticksPerSecond;
    private final int maxTicksPerFrame;
    private final long tickNanos;
    private final long frameNanos;
    private final Allocator allocator;
    private final @Nullable FrameArena givenScratch;
    private final @Nullable Workers workers;
    private final @Nullable FramesInFlight frames;
    private final LoopStatistics statistics;
    private final Ticker ticker;

    private volatile boolean stopped;
    private volatile boolean paused;
    private @Nullable FrameArena scratch;

    /** Who computes ticks instead of this thread, or null. */
    private @Nullable TickThread tickThread;

    private boolean ran;
    private boolean hasPicture;
    private long tick;

    private GameLoop(Builder builder) {
        this.game = builder.game;
        this.passing = builder.game instanceof PipelinedGame able ? able : null;
        this.pipelined = builder.pipelined && !builder.headless;
        this.clock = builder.clock;
        this.headless = builder.headless;
        this.maxTicks = builder.maxTicks;
        this.ticksPerSecond = builder.ticksPerSecond;
        this.maxTicksPerFrame = builder.maxTicksPerFrame;
        this.tickNanos = NANOS_PER_SECOND / builder.ticksPerSecond;
        this.frameNanos =
                builder.framesPerSecond == 0 ? 0 : NANOS_PER_SECOND / builder.framesPerSecond;
        this.allocator = builder.allocator;
        this.givenScratch = builder.scratch;
        this.scratch = builder.scratch;
        this.workers = builder.workers;
        this.frames = builder.frames;
        this.statistics = new LoopStatistics(builder.warmupTicks);
        this.ticker = new Ticker(game, clock, workers, frames);
    }

    /**
     * A loop made to measure.
     *
     * @param game what to run
     * @return a builder with every default set
     */
    public static Builder builder(Game game) {
        return new Builder(game);
    }

    /**
     * Runs the game on the calling thread until it is stopped or has had its ticks, then closes it.
     *
     * @return what the ticks cost
     * @throws IllegalStateException if the loop ran before, or a tick or render left a context
     *     scope open
     */
    public LoopStatistics run() {
        if (ran) {
            throw new IllegalStateException("this loop has run: build another one");
        }
        ran = true;
        if (BuildConfig.DEBUG) {
            LoopWatch.during(allocator, this::runWithScratch);
            return statistics;
        }
        runWithScratch();
        return statistics;
    }

    private void runWithScratch() {
        FrameArena given = givenScratch;
        if (given != null) {
            runWith(given);
        } else {
            try (FrameArena own = FrameArena.create()) {
                runWith(own);
            }
        }
    }

    private void runWith(FrameArena arena) {
        scratch = arena;
        if (pipelined) {
            try (FrameArena pictures = FrameArena.builder().name("scratch of pictures").build()) {
                runPipelined(arena, pictures);
            }
        } else {
            runAlone(arena);
        }
    }

    /** All on this thread. */
    private void runAlone(FrameArena arena) {
        try (OpenContext opened = Context.open(allocator, arena);
                game) {
            Phases phases = new Phases(opened.context(), arena, new FrameEvent(), workers);
            phases.begin();
            game.start(this);
            phases.end("start", tick);
            if (headless) {
                runFast(phases);
            } else {
                runPaced(phases);
            }
        }
    }

    /** Ticks on a thread of their own, which has ended before the game is closed. */
    private void runPipelined(FrameArena arena, FrameArena pictures) {
        try (OpenContext opened = Context.open(allocator, pictures);
                game) {
            Phases phases = new Phases(opened.context(), pictures, new FrameEvent(), null);
            phases.begin();
            game.start(this);
            phases.end("start", tick);
            handOver(arena);
            boolean own = givenScratch == null;
            try (TickThread thread =
                    new TickThread(ticker, allocator, arena, own, workers, this::stop)) {
                thread.start();
                tickThread = thread;
                runPaced(phases);
                endTick(thread);
            }
        }
    }

    /** What the start has used belongs to the ticks from now on. */
    private void handOver(FrameArena arena) {
        arena.freeAll();
        if (workers != null) {
            workers.freeAll();
        }
        if (frames != null) {
            frames.handOver();
        }
    }

    /** As fast as the machine can, nothing drawn. */
    private void runFast(Phases phases) {
        while (isRunning()) {
            if (paused) {
                clock.sleep(tickNanos);
            } else {
                runTick(phases);
            }
        }
    }

    private void runPaced(Phases phases) {
        long previous = clock.nanoTime();
        long nextFrame = previous;
        long due = 0;
        while (isRunning()) {
            game.input();
            long now = clock.nanoTime();
            due = paused ? due : admit(due + (now - previous));
            previous = now;
            boolean late = false;
            while (due >= tickNanos && !paused && !late && isRunning()) {
                runTick(phases);
                due -= tickNanos;
                late = pipelined && clock.nanoTime() - now >= tickNanos;
            }
            if (!isRunning()) {
                break;
            }
            boolean draws = passing == null || hasPicture;
            if (draws) {
                phases.begin();
                game.render(Math.min((double) due / tickNanos, LARGEST_ALPHA));
                phases.end("render", tick);
            }
            nextFrame = awaitFrame(nextFrame, draws);
        }
    }

    /** Drops what is due beyond the ticks that a frame may run. */
    private long admit(long due) {
        long most = maxTicksPerFrame * tickNanos;
        if (due > most) {
            statistics.recordClamp(due - most);
            return most;
        }
        return due;
    }

    /** Runs a tick, or begins one as soon as the one before has ended. */
    private void runTick(Phases phases) {
        TickThread thread = tickThread;
        if (thread == null) {
            beforeTick();
            ticker.run(tick, phases);
            tickEnded();
            return;
        }
        endTick(thread);
        if (isRunning()) {
            beforeTick();
            thread.begin(tick);
        }
    }

    /** Waits for the tick under way, if there is one. */
    private void endTick(TickThread thread) {
        if (thread.await()) {
            tickEnded();
        }
    }

    private void beforeTick() {
        if (passing != null) {
            passing.beforeTick(tick);
        }
    }

    private void tickEnded() {
        statistics.record(ticker.nanos(), ticker.heapBytes());
        long ended = tick;
        tick++;
        if (BuildConfig.DEBUG) {
            LoopWatch.tickEnded();
        }
        if (passing != null) {
            passing.afterTick(ended);
            hasPicture = true;
        }
    }

    /**
     * Sleeps until a frame is due.
     *
     * @param drew whether there was a picture, which may have waited for the screen
     * @return when the frame after it is due
     */
    private long awaitFrame(long nextFrame, boolean drew) {
        long period = frameNanos;
        if (period == 0) {
            // Drawing itself waits for the screen; but nothing says that it does so while paused.
            if (!paused && drew) {
                return nextFrame;
            }
            period = tickNanos;
        }
        long now = clock.nanoTime();
        // A frame that is late starts a new rhythm instead of making up with a burst.
        long next = Math.max(nextFrame + period, now);
        while (now < next && !stopped && !Thread.currentThread().isInterrupted()) {
            clock.sleep(next - now);
            now = clock.nanoTime();
        }
        return next;
    }

    private boolean isRunning() {
        if (Thread.currentThread().isInterrupted()) {
            stopped = true;
        }
        return !stopped && tick < maxTicks;
    }

    /** Ends the run after the tick and render under way. */
    public void stop() {
        stopped = true;
    }

    /**
     * Holds the simulation; drawing and input go on, and the time that passes is not caught up
     * with.
     */
    public void pause() {
        paused = true;
    }

    /** Goes on after {@link #pause()}. */
    public void resume() {
        paused = false;
    }

    /**
     * Whether the simulation is held.
     *
     * @return whether {@link #pause()} was called since the last {@link #resume()}
     */
    public boolean isPaused() {
        return paused;
    }

    /**
     * Ticks that have ended.
     *
     * @return a count; also the number of the tick under way
     */
    public long ticks() {
        return tick;
    }

    /**
     * The step of the simulation.
     *
     * @return seconds in a tick
     */
    public double secondsPerTick() {
        return 1.0 / ticksPerSecond;
    }

    /**
     * The scratch that is emptied after start and after every tick and render. In a pipelined loop
     * it is the ticks' alone; renders then have one of their own, which is their context's.
     *
     * @return the arena that was passed in, or the loop's own, which is open during the run
     * @throws IllegalStateException if the loop has not run yet and none was passed in
     */
    public FrameArena scratch() {
        FrameArena arena = scratch;
        if (arena == null) {
            throw new IllegalStateException(
                    "the loop makes its scratch in run(): ask for it there, or pass one in with"
                            + " builder().scratch(…)");
        }
        return arena;
    }

    /**
     * Who shares the work of a tick.
     *
     * @return the workers that were passed in, or null
     */
    public @Nullable Workers workers() {
        return workers;
    }

    /**
     * Memory for what later stages read.
     *
     * @return the frames that were passed in, or null
     */
    public @Nullable FramesInFlight framesInFlight() {
        return frames;
    }

    /**
     * What ticks have cost so far.
     *
     * @return the same object all through the run
     */
    public LoopStatistics statistics() {
        return statistics;
    }

    /** What a loop can be told before it runs. */
    public static final class Builder {

        private final Game game;
        private LoopClock clock = LoopClock.SYSTEM;
        private int ticksPerSecond = 60;
        private int maxTicksPerFrame = 5;
        private int framesPerSecond = 60;
        private long maxTicks = Long.MAX_VALUE;
        private long warmupTicks;
        private boolean headless;
        private boolean pipelined;
        private Allocator allocator = Context.defaultAllocator();
        private @Nullable FrameArena scratch;
        private @Nullable Workers workers;
        private @Nullable FramesInFlight frames;

        private Builder(Game game) {
            this.game = game;
        }

        /**
         * How often the simulation advances.
         *
         * @param value ticks in a second, from 1 to a million; 60 without this
         * @return this
         */
        public Builder ticksPerSecond(int value) {
            ticksPerSecond = inRange("ticksPerSecond", value, 1, 1_000_000);
            return this;
        }

        /**
         * How much a frame may catch up.
         *
         * @param value ticks, 1 or more; 5 without this
         * @return this
         */
        public Builder maxTicksPerFrame(int value) {
            maxTicksPerFrame = inRange("maxTicksPerFrame", value, 1, 1_000_000);
            return this;
        }

        /**
         * How often to draw.
         *
         * @param value pictures in a second, up to a million; 60 without this; 0 where drawing
         *     itself waits for the screen
         * @return this
         */
        public Builder framesPerSecond(int value) {
            framesPerSecond = inRange("framesPerSecond", value, 0, 1_000_000);
            return this;
        }

        /**
         * When to end by itself.
         *
         * @param value ticks, 0 or more; never without this
         * @return this
         */
        public Builder maxTicks(long value) {
            maxTicks = inRange("maxTicks", value, 0, Long.MAX_VALUE);
            return this;
        }

        /**
         * How many ticks the statistics leave out while the JIT compiler is at work.
         *
         * @param value ticks, 0 or more; 0 without this
         * @return this
         */
        public Builder warmupTicks(long value) {
            warmupTicks = inRange("warmupTicks", value, 0, Long.MAX_VALUE);
            return this;
        }

        /**
         * Runs ticks one after the other as fast as the machine can, with no input and no picture.
         *
         * @param value whether to; false without this
         * @return this
         */
        public Builder headless(boolean value) {
            headless = value;
            return this;
        }

        /**
         * Computes each tick on a thread of its own while the picture of the tick before is drawn,
         * as {@link PipelinedGame} says. More pictures where ticks take long, for one tick more of
         * delay between input and picture. Without effect in a headless run, which draws nothing.
         *
         * @param value whether to; false without this. The game must be a {@link PipelinedGame},
         *     the allocator one for any thread, and frames in flight, if there are some, two or
         *     more and {@link FramesInFlight#createShared shared}
         * @return this
         */
        public Builder pipelined(boolean value) {
            pipelined = value;
            return this;
        }

        /**
         * Who allocates what lives longer than a tick.
         *
         * @param value the context's general allocator, the caller's to close; {@link
         *     Context#defaultAllocator()} without this
         * @return this
         */
        public Builder allocator(Allocator value) {
            allocator = value;
            return this;
        }

        /**
         * The scratch to use.
         *
         * @param value an arena that stays the caller's to close; the loop makes and closes one of
         *     its own without this
         * @return this
         */
        public Builder scratch(FrameArena value) {
            scratch = value;
            return this;
        }

        /**
         * Threads that share the work of a tick. Their scratch is emptied where the loop empties
         * its own, and the statistics count their Java garbage too.
         *
         * @param value workers that stay the caller's to close; none without this
         * @return this
         */
        public Builder workers(Workers value) {
            workers = value;
            return this;
        }

        /**
         * Memory for what later stages read. A new frame begins with every tick, on its thread.
         *
         * @param value frames that stay the caller's to close; none without this
         * @return this
         */
        public Builder framesInFlight(FramesInFlight value) {
            frames = value;
            return this;
        }

        /**
         * The time to live in.
         *
         * @param value a clock; {@link LoopClock#SYSTEM} without this
         * @return this
         */
        public Builder clock(LoopClock value) {
            clock = value;
            return this;
        }

        /**
         * Makes the loop.
         *
         * @return a loop that has not run
         * @throws IllegalArgumentException if it is to be {@link #pipelined} and lacks what that
         *     takes
         */
        public GameLoop build() {
            if (pipelined) {
                checkPipelined();
            }
            return new GameLoop(this);
        }

        private void checkPipelined() {
            require(
                    game instanceof PipelinedGame,
                    "%s is no PipelinedGame: implement it, so that render reads nothing that a tick"
                            + " writes",
                    game.getClass().getName());
            require(
                    allocator.features().contains(Feature.THREAD_SAFE),
                    "the allocator %s is for one thread: pass one that is THREAD_SAFE, or put a"
                            + " SynchronizedAllocator in front",
                    allocator);
            FramesInFlight flying = frames;
            if (flying != null) {
                require(
                        flying.count() > 1,
                        "%s leaves nothing to draw while the next tick runs: make two or more",
                        flying);
                require(
                        flying.isShared(),
                        "%s is for one thread, and pictures are drawn on another: make it with"
                                + " createShared",
                        flying);
            }
        }

        private static void require(boolean met, String otherwise, Object what) {
            if (!met) {
                throw new IllegalArgumentException(
                        "a pipelined loop: " + otherwise.formatted(what));
            }
        }

        private static int inRange(String what, int value, int least, int most) {
            return (int) inRange(what, (long) value, least, most);
        }

        private static long inRange(String what, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "%s is %d: it must be from %d to %d".formatted(what, value, least, most));
            }
            return value;
        }
    }
}
