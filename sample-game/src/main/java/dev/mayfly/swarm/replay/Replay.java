package dev.mayfly.swarm.replay;

import dev.mayfly.swarm.InputSource;
import dev.mayfly.swarm.sim.World;

import java.io.InputStream;
import java.nio.file.Path;

/** A run that was written down. */
public final class Replay implements InputSource {

    private Replay() {}

    /** Reads a file. */
    public static Replay read(Path file) throws ReplayException {
        throw new ReplayException(file + ": not yet");
    }

    /** Reads a stream to its end; {@code name} stands in messages. */
    public static Replay read(InputStream in, String name) throws ReplayException {
        throw new ReplayException(name + ": not yet");
    }

    /** The replay that comes with the game. */
    public static Replay demo() throws ReplayException {
        throw new ReplayException("demo: not yet");
    }

    public long seed() {
        return 0;
    }

    public int enemies() {
        return 0;
    }

    public long ticks() {
        return 0;
    }

    /** What the world's checksum must be after the last tick. */
    public long checksum() {
        return 0;
    }

    /** Input of a tick; nothing pressed beyond the last. */
    public long input(long tick) {
        return 0;
    }

    @Override
    public long next(World world) {
        return input(world.ticks());
    }
}
