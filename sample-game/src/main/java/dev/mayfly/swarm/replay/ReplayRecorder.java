package dev.mayfly.swarm.replay;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;
import dev.mayfly.swarm.sim.World;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a run's input down as it happens, in persistent memory and without Java garbage, and at
 * the end to a file.
 */
public final class ReplayRecorder implements AutoCloseable {

    /** Ticks in eighteen minutes, so that most recordings never grow. */
    private static final int FIRST_CAPACITY = 1 << 16;

    private final Allocator allocator;
    private final long seed;
    private final int enemies;

    private long inputs;
    private int capacity = FIRST_CAPACITY;
    private int ticks;

    /**
     * A recorder of a run that has not begun.
     *
     * @param persistent who holds the input, 8 bytes a tick, until {@link #close()}
     * @param seed of the world
     * @param enemies of the world
     */
    public ReplayRecorder(Allocator persistent, long seed, int enemies) {
        this.allocator = persistent;
        this.seed = seed;
        this.enemies = enemies;
        this.inputs = persistent.allocNonZeroed(bytes(capacity), Long.BYTES);
    }

    /**
     * Appends what the world's next tick gets.
     *
     * @param input a {@code PlayerInput}
     * @throws IllegalStateException after three days of play, when a replay is full
     */
    public void add(long input) {
        if (ticks == capacity) {
            grow();
        }
        Memory.putLong(inputs + bytes(ticks), input);
        ticks++;
    }

    private void grow() {
        if (capacity == ReplayFormat.MAX_TICKS) {
            throw new IllegalStateException(
                    "a replay holds %d ticks at most: record a shorter run".formatted(capacity));
        }
        int larger = capacity * 2;
        inputs = allocator.resizeNonZeroed(inputs, bytes(capacity), bytes(larger), Long.BYTES);
        capacity = larger;
    }

    /** How many ticks were added. */
    public int ticks() {
        return ticks;
    }

    /**
     * Writes the file, all of it or nothing: a file that was there before stays until the new one
     * is complete.
     *
     * @param file where to
     * @param checksum of the world now
     * @throws IOException if it cannot be written
     */
    public void write(Path file, long checksum) throws IOException {
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.write(unfinished, encode(checksum));
            move(unfinished, target);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException notHere) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    byte[] encode(long checksum) throws IOException {
        byte[] deflated = deflate(planes());
        ByteBuffer out =
                ByteBuffer.allocate(ReplayFormat.HEADER + deflated.length + ReplayFormat.CRC)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(ReplayFormat.MAGIC)
                        .putInt(ReplayFormat.VERSION)
                        .putInt(World.RULES)
                        .putLong(seed)
                        .putInt(enemies)
                        .putLong(ticks)
                        .putLong(checksum)
                        .putInt(deflated.length)
                        .put(deflated);
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        return out.putInt((int) crc.getValue()).array();
    }

    private byte[] planes() {
        byte[] planes = new byte[ReplayFormat.PLANES * ticks];
        long previous = 0;
        for (int tick = 0; tick < ticks; tick++) {
            long input = Memory.getLong(inputs + bytes(tick));
            ReplayFormat.spread(planes, ticks, tick, input, previous);
            previous = input;
        }
        return planes;
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
            out.write(plain);
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    private static long bytes(int count) {
        return (long) count * Long.BYTES;
    }

    /** Gives the memory back. Closing twice is closing once. */
    @Override
    public void close() {
        allocator.free(inputs, bytes(capacity));
        inputs = Allocator.NULL;
    }
}
