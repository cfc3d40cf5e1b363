package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lwjgl.system.MemoryUtil;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link Memory} over each of the backends that LWJGL knows, with LWJGL's checks on: the backend is
 * chosen once in a process, so each is a process of its own.
 */
class MemoryBackendTest {

    private static final String EXPORTS = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    @TempDir private Path folder;

    @Test
    void shouldTakeTheInternalDoorWhereItIsOpen() throws Exception {
        assertEquals("MemoryBackendUnsafe keeps all values", outputWith(EXPORTS));
    }

    @Test
    void shouldWorkWhereTheInternalDoorIsClosed() throws Exception {
        assertEquals("MemoryBackendUnsafeLegacy25 keeps all values", outputWith());
    }

    @Test
    void shouldWorkWithoutUnsafe() throws Exception {
        assertEquals(
                "MemoryBackendFFM keeps all values",
                outputWith(
                        "--sun-misc-unsafe-memory-access=deny",
                        "-Dorg.lwjgl.system.memoryBackend=ffm"));
    }

    private String outputWith(String... options) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.lwjgl.util.Debug=true");
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Values.class.getName());
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertEquals(0, process.waitFor(), () -> read(err));
        return read(out).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /** Writes and reads each kind of value, integers also where they are not aligned. */
    static final class Values {

        public static void main(String[] args) {
            long address = Malloc.allocate(64, 16);
            boolean same = true;
            for (long at = address; at < address + 8; at++) {
                Memory.putByte(at, (byte) -5);
                same &= Memory.getByte(at) == -5;
                Memory.putShort(at, (short) -12345);
                same &= Memory.getShort(at) == -12345;
                Memory.putInt(at, 0x80000001);
                same &= Memory.getInt(at) == 0x80000001;
                Memory.putLong(at, Long.MIN_VALUE + 3);
                same &= Memory.getLong(at) == Long.MIN_VALUE + 3;
            }
            Memory.putFloat(address, 1.5e-40f);
            same &= Memory.getFloat(address) == 1.5e-40f;
            Memory.putDouble(address + 8, Math.PI);
            same &= Memory.getDouble(address + 8) == Math.PI;
            Malloc.free(address);
            String backend = MemoryUtil.memBackend().getClass().getSimpleName();
            System.out.println(backend + (same ? " keeps all values" : " loses values"));
        }
    }
}
