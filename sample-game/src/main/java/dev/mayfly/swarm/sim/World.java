package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.Workers;

import org.jspecify.annotations.Nullable;

/**
 * The whole simulation of Swarm: what there is, and what happens in a tick. {@link Scene} shows it.
 *
 * <p><b>Deterministic:</b> the same seed and the same inputs give the same {@link #checksum()} on
 * every run and every machine. No clock is read, no order depends on hashing, and angles go through
 * polynomials in plain arithmetic.
 *
 * <p><b>Memory:</b> what lasts is allocated by the constructor and freed by {@link #close()}, and
 * nothing in between. What a tick needs on the way comes from scratch and is never freed here. No
 * call makes Java garbage but the constructor and {@link #checksum()}.
 *
 * <p><b>Thread:</b> one at a time; workers come and go within a tick.
 */
public final class World implements AutoCloseable {

    /** Ticks in a second. */
    public static final int TICKS_PER_SECOND = 60;

    /** Seconds in a tick. */
    static final float STEP = 1f / TICKS_PER_SECOND;

    /** The largest swarm. */
    public static final int MAX_ENEMIES = 1_000_000;

    /**
     * A number that changes whenever the same inputs lead elsewhere than before. A replay with
     * another number cannot be played.
     */
    public static final int RULES = 2;

    /**
     * Ticks after the end of a run before a button begins the next one, so that no held button
     * does.
     */
    private static final int GAME_OVER_REST = 60;

    private static final int CONFIRM_OR_FIRE = PlayerInput.CONFIRM | PlayerInput.FIRE;

    private final Battle battle;
    private final Checksum sum = new Checksum();

    private Phase phase;
    private long ticks;
    private long lastInput;
    private int phaseBegan;

    /**
     * A world before its first tick, with nobody but the calling thread to work in it.
     *
     * @param persistent who holds what lives as long as the world
     * @param scratch for what a tick needs on the way; the caller empties it after the tick
     * @param seed where its chance comes from
     * @param enemies as in the other constructor
     * @throws IllegalArgumentException if {@code enemies} is not from 0 to {@link #MAX_ENEMIES}
     */
    public World(Allocator persistent, FrameArena scratch, long seed, int enemies) {
        this(persistent, scratch, null, seed, enemies);
    }

    /**
     * A world before its first tick. The number of workers changes nothing but the time it takes.
     *
     * @param persistent who holds what lives as long as the world
     * @param scratch for what a tick needs on the way; the caller empties it after the tick
     * @param workers who share the work of a tick, in the caller's context; the caller empties
     *     their scratch too. Null for the calling thread alone
     * @param seed where its chance comes from
     * @param enemies 0 for the normal game, with title and waves; otherwise play starts at once
     *     among so many enemies, those that are shot are replaced, and no life is ever lost
     * @throws IllegalArgumentException if {@code enemies} is not from 0 to {@link #MAX_ENEMIES}
     */
    public World(
            Allocator persistent,
            FrameArena scratch,
            @Nullable Workers workers,
            long seed,
            int enemies) {
        if (enemies < 0 || enemies > MAX_ENEMIES) {
            throw new IllegalArgumentException(
                    "enemies is %d: it must be from 0 (the normal game) to %d"
                            .formatted(enemies, MAX_ENEMIES));
        }
        battle = new Battle(persistent, scratch, workers, seed, enemies);
        if (enemies == 0) {
            battle.stageTitle();
            phase = Phase.TITLE;
        } else {
            battle.stageRun();
            phase = Phase.PLAYING;
        }
    }

    /**
     * Advances by a sixtieth of a second.
     *
     * @param input a {@link PlayerInput}
     */
    public void tick(long input) {
        ticks++;
        boolean confirmed = wasPressed(input, CONFIRM_OR_FIRE);
        boolean held = wasPressed(input, PlayerInput.PAUSE);
        lastInput = input;
        switch (phase) {
            case TITLE -> {
                if (confirmed) {
                    startRun();
                }
            }
            case PLAYING -> {
                if (held) {
                    enter(Phase.PAUSED);
                }
            }
            case PAUSED -> {
                if (held || confirmed) {
                    enter(Phase.PLAYING);
                }
            }
            case GAME_OVER -> {
                if (phaseAge() >= GAME_OVER_REST && confirmed) {
                    startRun();
                } else if (phaseAge() >= GAME_OVER_REST && held) {
                    battle.stageTitle();
                    enter(Phase.TITLE);
                }
            }
        }
        if (phase != Phase.PAUSED && battle.step(input)) {
            enter(Phase.GAME_OVER);
        }
    }

    /** Whether one of the buttons is down that was not down a tick ago. */
    private boolean wasPressed(long input, int buttons) {
        return PlayerInput.has(input & ~lastInput, buttons);
    }

    private void startRun() {
        battle.stageRun();
        enter(Phase.PLAYING);
    }

    private void enter(Phase next) {
        phase = next;
        phaseBegan = battle.clock();
    }

    /** Ticks of simulated time since the phase began. */
    int phaseAge() {
        return battle.clock() - phaseBegan;
    }

    /**
     * The whole state in one number. While the game is paused it stays the same, as long as the
     * input does.
     *
     * @return the same for the same seed and inputs
     */
    public long checksum() {
        battle.addTo(sum.start());
        sum.add(phase.ordinal());
        sum.add(phaseBegan);
        sum.add(lastInput);
        return sum.value();
    }

    /** Nothing moves while the game is paused, and so nothing is between two ticks. */
    float moment(float alpha) {
        return phase == Phase.PAUSED ? 1f : alpha;
    }

    /** What the view is centred on, in metres right of the arena's middle. */
    public float cameraX(float alpha) {
        return battle.camera.x(moment(alpha));
    }

    /** What the view is centred on, in metres above the arena's middle. */
    public float cameraY(float alpha) {
        return battle.camera.y(moment(alpha));
    }

    /** Where the ship is, in metres right of the arena's middle. */
    public float shipX(float alpha) {
        return battle.ship.x(moment(alpha));
    }

    /** Where the ship is, in metres above the arena's middle. */
    public float shipY(float alpha) {
        return battle.ship.y(moment(alpha));
    }

    public Phase phase() {
        return phase;
    }

    /** Points of the run under way, or of the last one. */
    public int score() {
        return battle.score.points();
    }

    /** Ships that are left, the one in play included. */
    public int lives() {
        return battle.score.lives();
    }

    /** The wave that is fought or announced, from 1; 0 before the first run. */
    public int wave() {
        return battle.waves.wave();
    }

    /** Enemies that are alive. */
    public int enemyCount() {
        return battle.enemies.count();
    }

    /** Calls of {@link #tick} so far. */
    public long ticks() {
        return ticks;
    }

    Battle battle() {
        return battle;
    }

    /** Gives all persistent memory back. Closing twice is closing once. */
    @Override
    public void close() {
        battle.close();
    }
}
