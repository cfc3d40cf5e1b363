package dev.mayfly.swarm.replay;

import static dev.mayfly.swarm.replay.ReplayFormat.CRC;
import static dev.mayfly.swarm.replay.ReplayFormat.HEADER;

import dev.mayfly.swarm.InputSource;
import dev.mayfly.swarm.sim.PlayerInput;
import dev.mayfly.swarm.sim.World;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * A run that was written down: what the world began with, the input of each tick, and the checksum
 * it must end with.
 */
public final class Replay implements InputSource {

    private static final String DEMO = "/dev/mayfly/swarm/demo.swarm";
    private static final String AGAIN = "copy it again, or record a new one with --record FILE";

    private final long seed;
    private final int enemies;
    private final long checksum;
    private final long[] inputs;

    private Replay(long seed, int enemies, long checksum, long[] inputs) {
        this.seed = seed;
        this.enemies = enemies;
        this.checksum = checksum;
        this.inputs = inputs;
    }

    /**
     * Reads a file.
     *
     * @param file as {@link ReplayRecorder} wrote it
     * @throws ReplayException if there is none, or it is something else, of another version, or
     *     damaged
     */
    public static Replay read(Path file) throws ReplayException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException missing) {
            throw new ReplayException(
                    "there is no replay file %s: check the path, or record one with --record FILE"
                            .formatted(file),
                    missing);
        } catch (IOException failure) {
            throw unreadable(file.toString(), failure);
        }
    }

    /**
     * The replay that comes with the game.
     *
     * @throws ReplayException if the game was built without it, or with one of another version
     */
    public static Replay demo() throws ReplayException {
        try (InputStream in = Replay.class.getResourceAsStream(DEMO)) {
            if (in == null) {
                throw new ReplayException(
                        "the game was built without its demo " + DEMO + ": build it again");
            }
            return read(in, "the demo");
        } catch (IOException failure) {
            throw unreadable("the demo", failure);
        }
    }

    /**
     * Reads a stream to the end of the replay in it.
     *
     * @param in stays the caller's to close
     * @param name what messages call it
     * @throws ReplayException if it is something else, of another version, or damaged
     */
    public static Replay read(InputStream in, String name) throws ReplayException {
        try {
            byte[] header = in.readNBytes(HEADER);
            checkMagic(header, name);
            if (header.length < HEADER) {
                throw truncated(name, header.length, HEADER + CRC);
            }
            ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            checkVersion(fields, name);
            int deflated = fields.getInt(ReplayFormat.DEFLATED_AT);
            if (deflated < 0) {
                throw damaged(name);
            }
            byte[] rest = in.readNBytes(deflated + CRC);
            if (rest.length < deflated + CRC) {
                throw truncated(name, HEADER + rest.length, HEADER + (long) deflated + CRC);
            }
            checkCrc(header, rest, deflated, name);
            if (in.read() >= 0) {
                throw damaged(name);
            }
            return decode(fields, rest, deflated, name);
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    private static void checkMagic(byte[] header, String name) throws ReplayException {
        if (header.length == 0) {
            throw new ReplayException("%s is empty: %s".formatted(name, AGAIN));
        }
        int length = Math.min(header.length, ReplayFormat.MAGIC.length);
        if (!Arrays.equals(header, 0, length, ReplayFormat.MAGIC, 0, length)) {
            throw new ReplayException(
                    "%s is not a replay of Swarm: name one that was recorded with --record FILE"
                            .formatted(name));
        }
    }

    private static void checkVersion(ByteBuffer fields, String name) throws ReplayException {
        int version = fields.getInt(ReplayFormat.VERSION_AT);
        int rules = fields.getInt(ReplayFormat.RULES_AT);
        if (version != ReplayFormat.VERSION || rules != World.RULES) {
            throw new ReplayException(
                    "%s is of version %d.%d, and this game plays %d.%d: play it with the game that recorded it, or record it again"
                            .formatted(name, version, rules, ReplayFormat.VERSION, World.RULES));
        }
    }

    private static void checkCrc(byte[] header, byte[] rest, int deflated, String name)
            throws ReplayException {
        CRC32 crc = new CRC32();
        crc.update(header);
        crc.update(rest, 0, deflated);
        int expected = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN).getInt(deflated);
        if ((int) crc.getValue() != expected) {
            throw damaged(name);
        }
    }

    private static Replay decode(ByteBuffer fields, byte[] rest, int deflated, String name)
            throws ReplayException {
        long ticks = fields.getLong(ReplayFormat.TICKS_AT);
        int enemies = fields.getInt(ReplayFormat.ENEMIES_AT);
        if (ticks < 0
                || ticks > ReplayFormat.MAX_TICKS
                || enemies < 0
                || enemies > World.MAX_ENEMIES) {
            throw damaged(name);
        }
        byte[] planes = inflate(rest, deflated, ReplayFormat.PLANES * (int) ticks, name);
        long[] inputs = new long[(int) ticks];
        long previous = 0;
        for (int tick = 0; tick < inputs.length; tick++) {
            previous = ReplayFormat.gather(planes, inputs.length, tick, previous);
            inputs[tick] = previous;
        }
        return new Replay(
                fields.getLong(ReplayFormat.SEED_AT),
                enemies,
                fields.getLong(ReplayFormat.CHECKSUM_AT),
                inputs);
    }

    private static byte[] inflate(byte[] rest, int deflated, int expected, String name)
            throws ReplayException {
        try (InflaterInputStream in =
                new InflaterInputStream(new ByteArrayInputStream(rest, 0, deflated))) {
            byte[] plain = in.readNBytes(expected);
            if (plain.length < expected || in.read() >= 0) {
                throw damaged(name);
            }
            return plain;
        } catch (IOException notDeflated) {
            throw new ReplayException(damage(name), notDeflated);
        }
    }

    private static ReplayException truncated(String name, long found, long expected) {
        return new ReplayException(
                "%s is cut off after %d of %d bytes: %s".formatted(name, found, expected, AGAIN));
    }

    private static ReplayException damaged(String name) {
        return new ReplayException(damage(name));
    }

    private static String damage(String name) {
        return "%s is damaged: %s".formatted(name, AGAIN);
    }

    private static ReplayException unreadable(String name, IOException failure) {
        return new ReplayException(
                "%s cannot be read (%s): check that it is a file and may be read"
                        .formatted(name, failure.getMessage()),
                failure);
    }

    /** What the world's chance came from. */
    public long seed() {
        return seed;
    }

    /** How many enemies the swarm mode kept alive; 0 for the normal game. */
    public int enemies() {
        return enemies;
    }

    /** How many ticks were recorded. */
    public long ticks() {
        return inputs.length;
    }

    /** What the world's checksum must be after the last tick. */
    public long checksum() {
        return checksum;
    }

    /** The input of a tick, from 0; nothing pressed beyond the last. */
    public long input(long tick) {
        return tick < inputs.length ? inputs[(int) tick] : PlayerInput.NONE;
    }

    @Override
    public long next(World world) {
        return input(world.ticks());
    }
}
