package dev.mayfly.swarm;

import dev.mayfly.swarm.replay.Replay;
import dev.mayfly.swarm.sim.Pilot;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What is run: which world, for how long, and who plays.
 *
 * @param seed where the world's chance comes from
 * @param enemies 0 for the normal game; otherwise how many the swarm mode keeps alive
 * @param ticks when to end
 * @param player who plays
 * @param replay what is played back, or null
 */
record Task(long seed, int enemies, long ticks, Player player, @Nullable Replay replay) {

    /** Who can play. */
    enum Player {
        PERSON("you play"),
        AUTOPILOT("the autopilot plays"),
        REPLAY("a recording plays");

        private final String words;

        Player(String words) {
            this.words = words;
        }
    }

    private static final long HEADLESS_SEED = 1;
    private static final long HEADLESS_TICKS = 3600;

    /** Seeds that chance picks are below this, so that a person can type one again. */
    private static final int CHANCE_SEEDS = 1_000_000;

    /** A person plays. */
    static Task person(Options options) {
        long chance = ThreadLocalRandom.current().nextInt(CHANCE_SEEDS);
        return new Task(
                orElse(options.seed, chance),
                enemies(options),
                orElse(options.ticks, Long.MAX_VALUE),
                Player.PERSON,
                null);
    }

    /** The autopilot plays. */
    static Task autopilot(Options options) {
        return new Task(
                orElse(options.seed, HEADLESS_SEED),
                enemies(options),
                orElse(options.ticks, HEADLESS_TICKS),
                Player.AUTOPILOT,
                null);
    }

    /**
     * A replay is played back, to its end or for the ticks that were asked for.
     *
     * @throws UsageException if more ticks were asked for than there are
     */
    static Task playback(Replay replay, Options options) throws UsageException {
        long ticks = orElse(options.ticks, replay.ticks());
        if (ticks > replay.ticks()) {
            throw new UsageException(
                    "--ticks is %d: the replay has %d".formatted(ticks, replay.ticks()));
        }
        return new Task(replay.seed(), replay.enemies(), ticks, Player.REPLAY, replay);
    }

    /** Who plays where nobody is at the controls. */
    InputSource source() {
        return replay == null ? Pilot::input : replay;
    }

    /** One line for the player: what is about to run. */
    @Override
    public String toString() {
        String world = enemies == 0 ? "Swarm" : "Swarm of %,d".formatted(enemies);
        String length = ticks == Long.MAX_VALUE ? "" : ", %,d ticks".formatted(ticks);
        return "%s, seed %d, %s%s".formatted(world, seed, player.words, length);
    }

    private static int enemies(Options options) {
        return options.enemies == null ? 0 : options.enemies;
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value == null ? otherwise : value;
    }
}
