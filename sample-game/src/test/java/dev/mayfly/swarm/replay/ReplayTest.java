package dev.mayfly.swarm.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.swarm.InputSource;
import dev.mayfly.swarm.Simulation;
import dev.mayfly.swarm.sim.Pilot;
import dev.mayfly.swarm.sim.PlayerInput;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;

class ReplayTest {

    private static final long SEED = 0x123456789abcdefL;
    private static final long CHECKSUM = 0xfedcba9876543210L;

    private final LimitAllocator persistent = new LimitAllocator(HeapAllocator.INSTANCE);

    @TempDir Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("run.swarm");
    }

    @AfterEach
    void checkMemory() {
        assertEquals(0, persistent.used());
    }

    private void record(long[] inputs) throws IOException {
        try (ReplayRecorder recorder = new ReplayRecorder(persistent, SEED, 17)) {
            for (long input : inputs) {
                recorder.add(input);
            }
            recorder.write(file, CHECKSUM);
        }
    }

    private static long[] randomInputs(int count) {
        Random random = new Random(count);
        long[] inputs = new long[count];
        for (int i = 0; i < count; i++) {
            inputs[i] = random.nextLong() & 0xff_ffff_ffffL;
        }
        return inputs;
    }

    /** What the reader says of a file with these bytes. */
    private String complaint(byte[] bytes) {
        ReplayException refused =
                assertThrows(
                        ReplayException.class,
                        () -> Replay.read(new ByteArrayInputStream(bytes), "run.swarm"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("run.swarm is "), message);
        assertFalse(message.contains("\n"), message);
        return message;
    }

    private byte[] recorded() throws IOException {
        record(randomInputs(500));
        return Files.readAllBytes(file);
    }

    @Test
    void shouldReadBackWhatWasRecorded() throws IOException, ReplayException {
        for (int count : new int[] {0, 1, 2, 5000, 150_000}) {
            long[] inputs = randomInputs(count);
            record(inputs);
            Replay replay = Replay.read(file);
            assertEquals(SEED, replay.seed());
            assertEquals(17, replay.enemies());
            assertEquals(CHECKSUM, replay.checksum());
            assertEquals(count, replay.ticks());
            for (int tick = 0; tick < count; tick++) {
                assertEquals(inputs[tick], replay.input(tick));
            }
            assertEquals(PlayerInput.NONE, replay.input(count));
        }
    }

    @Test
    void shouldReplaceAFileAndLeaveNothingElseBehind() throws IOException, ReplayException {
        record(randomInputs(10));
        record(randomInputs(20));
        assertEquals(20, Replay.read(file).ticks());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void shouldWriteNothingWhereThereIsNoFolder() {
        try (ReplayRecorder recorder = new ReplayRecorder(persistent, SEED, 0)) {
            Path nowhere = folder.resolve("nowhere").resolve("run.swarm");
            assertThrows(IOException.class, () -> recorder.write(nowhere, CHECKSUM));
        }
    }

    @Test
    void shouldLeadToTheSameStateWhenPlayedBack() throws IOException, ReplayException {
        long checksum;
        try (ReplayRecorder recorder = new ReplayRecorder(persistent, 3, 0)) {
            checksum = run(3, Pilot::input, recorder);
            assertEquals(2000, recorder.ticks());
            recorder.write(file, checksum);
        }
        Replay replay = Replay.read(file);
        assertEquals(checksum, run(replay.seed(), replay, null));
        assertEquals(checksum, replay.checksum());
    }

    private static long run(
            long seed,
            InputSource source,
            @org.jspecify.annotations.Nullable ReplayRecorder recorder) {
        try (FrameArena scratch = FrameArena.create()) {
            Simulation simulation = new Simulation(seed, 0, source, recorder, false);
            GameLoop.builder(simulation)
                    .headless(true)
                    .maxTicks(2000)
                    .scratch(scratch)
                    .build()
                    .run();
            return simulation.outcome().checksum();
        }
    }

    @Test
    void shouldSayThatThereIsNoFile() {
        ReplayException refused = assertThrows(ReplayException.class, () -> Replay.read(file));
        assertEquals(
                "there is no replay file %s: check the path, or record one with --record FILE"
                        .formatted(file),
                refused.getMessage());
    }

    @Test
    void shouldSayThatAFolderIsNoFile() {
        ReplayException refused = assertThrows(ReplayException.class, () -> Replay.read(folder));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith(folder + " cannot be read ("), message);
    }

    @Test
    void shouldSayThatAFileIsEmpty() {
        assertTrue(complaint(new byte[0]).contains("is empty"));
    }

    @Test
    void shouldSayThatAFileIsSomethingElse() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
        assertTrue(complaint(png).contains("is not a replay of Swarm"));
        assertTrue(complaint(new byte[100_000]).contains("is not a replay of Swarm"));
        assertTrue(
                complaint("SWARM\n\n but as text".getBytes()).contains("is not a replay of Swarm"));
    }

    @Test
    void shouldSayThatAFileIsCutOffWhereverItIs() throws IOException {
        byte[] whole = recorded();
        for (int length = 1; length < whole.length; length++) {
            String message = complaint(java.util.Arrays.copyOf(whole, length));
            assertTrue(message.contains("is cut off after " + length + " of "), message);
        }
    }

    @Test
    void shouldSayThatAFileIsOfAnotherVersion() throws IOException {
        byte[] whole = recorded();
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 9);
        seal(whole);
        assertTrue(complaint(whole).contains("is of version 9."));
        byte[] rules = recorded();
        ByteBuffer.wrap(rules).order(ByteOrder.LITTLE_ENDIAN).putInt(12, 77);
        seal(rules);
        assertTrue(complaint(rules).contains("is of version 1.77, and this game plays 1."));
    }

    @Test
    void shouldSayThatAFileIsDamagedWhereverItIs() throws IOException {
        byte[] whole = recorded();
        for (int at = 16; at < whole.length; at++) {
            if (at >= 44 && at < 48) {
                continue; // the length, which makes it look cut off
            }
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            String message = complaint(damaged);
            assertTrue(message.contains("is damaged"), at + ": " + message);
        }
        byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
        assertTrue(complaint(longer).contains("is damaged"));
    }

    @Test
    void shouldSayThatAFileIsDamagedWhoseNumbersMakeNoSense() throws IOException {
        for (int at : new int[] {24, 28}) {
            byte[] odd = recorded();
            ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putInt(at, -5);
            seal(odd);
            assertTrue(complaint(odd).contains("is damaged"));
            odd = recorded();
            ByteBuffer.wrap(odd).order(ByteOrder.LITTLE_ENDIAN).putInt(at, 499 * 4_000_000);
            seal(odd);
            assertTrue(complaint(odd).contains("is damaged"));
        }
        byte[] shorter = recorded();
        ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putLong(28, 499);
        seal(shorter);
        assertTrue(complaint(shorter).contains("is damaged"));
    }

    /** Makes the checksum of a changed file right again. */
    private static void seal(byte[] file) {
        CRC32 crc = new CRC32();
        crc.update(file, 0, file.length - 4);
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(file.length - 4, (int) crc.getValue());
    }
}
