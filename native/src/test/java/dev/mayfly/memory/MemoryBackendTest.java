package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@link Memory} chooses its way once in a process, so each is a process of its own. */
class MemoryBackendTest {

    private static final String EXPORTS = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    @TempDir private Path folder;

    @Test
    void shouldTakeTheInternalDoorWhereItIsOpen() throws Exception {
        assertEquals("internal door, all values kept", outputWith(EXPORTS));
    }

    @Test
    void shouldDoWithoutItInSilence() throws Exception {
        assertEquals("FFM API, all values kept", outputWith());
    }

    @Test
    void shouldDoWithoutItWhereUnsafeIsDenied() throws Exception {
        assertEquals(
                "FFM API, all values kept", outputWith("--sun-misc-unsafe-memory-access=deny"));
    }

    private String outputWith(String... options) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(Arrays.asList(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Values.class.getName());
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertEquals(0, process.waitFor(), () -> read(out));
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
            long address = VirtualMemory.reserve(VirtualMemory.pageSize());
            VirtualMemory.commit(address, VirtualMemory.pageSize());
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
                Memory.putFloat(at, 1.5e-40f);
                same &= Memory.getFloat(at) == 1.5e-40f;
                Memory.putDouble(at, Math.PI);
                same &= Memory.getDouble(at) == Math.PI;
            }
            System.out.println(
                    (Memory.INTERNAL ? "internal door, " : "FFM API, ")
                            + (same ? "all values kept" : "values lost"));
        }
    }
}
