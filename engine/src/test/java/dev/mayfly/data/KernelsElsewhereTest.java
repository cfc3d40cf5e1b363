package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Bulk operations in other JVMs: one without the vector module, and one that turns it off. */
class KernelsElsewhereTest {

    @Test
    void shouldUseVectorsHere() {
        assertTrue(Kernels.useVectors(), Kernels.description());
        assertTrue(Kernels.description().matches("vectors of \\d+ bits"), Kernels.description());
    }

    @Test
    void shouldSayAndComputeTheSameWithoutTheModuleAndSilently() throws Exception {
        assertEquals(
                "plain loops: start the JVM with --add-modules jdk.incubator.vector; "
                        + Everything.digest(),
                run("-ea"));
    }

    @Test
    void shouldComputeTheSameWhereVectorsAreTurnedOff() throws Exception {
        String said = run("--add-modules=jdk.incubator.vector", "-Dmayfly.vectors=off");
        assertTrue(
                said.endsWith("plain loops: -Dmayfly.vectors=off; " + Everything.digest()), said);
    }

    private static String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Everything.class.getName());
        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
        return said.strip();
    }

    /** Calls every public bulk operation with segments, and says what came of it. */
    static final class Everything {

        private static final int COUNT = 300;

        public static void main(String[] arguments) throws Exception {
            assertFalse(Kernels.useVectors());
            System.out.println(Kernels.description() + "; " + digest());
        }

        static String digest() throws Exception {
            CRC32 sum = new CRC32();
            int calls = 0;
            for (Class<?> face : List.of(Ints.class, Longs.class, Floats.class, Doubles.class)) {
                List<Method> methods =
                        Arrays.stream(face.getDeclaredMethods())
                                .filter(each -> Modifier.isPublic(each.getModifiers()))
                                .filter(each -> !each.toString().contains("sortWith"))
                                .sorted(Comparator.comparing(Method::toString))
                                .toList();
                for (Method method : methods) {
                    sum.update(call(method).getBytes(StandardCharsets.UTF_8));
                    calls++;
                }
            }
            return calls + " calls: " + Long.toHexString(sum.getValue());
        }

        private static String call(Method method) throws IllegalAccessException {
            Random random = new Random(7);
            int bytes =
                    method.getDeclaringClass() == Ints.class
                                    || method.getDeclaringClass() == Floats.class
                            ? 4
                            : 8;
            try (FrameArena scratch = FrameArena.create()) {
                IntArray indices = IntArray.create(scratch);
                List<Object> arguments = new ArrayList<>();
                List<MemorySegment> segments = new ArrayList<>();
                for (Class<?> type : method.getParameterTypes()) {
                    if (type == MemorySegment.class) {
                        boolean last = method.getName().equals("gather") && segments.size() == 2;
                        segments.add(
                                numbers(
                                        scratch,
                                        random,
                                        last ? int.class : method.getDeclaringClass(),
                                        last ? 4 : bytes));
                        arguments.add(segments.getLast());
                    } else if (type == IntArray.class) {
                        arguments.add(indices);
                    } else if (type.isPrimitive()) {
                        arguments.add(number(type, arguments.size()));
                    } else {
                        arguments.add(scratch);
                    }
                }
                Object answer = method.invoke(null, arguments.toArray());
                return method.getName()
                        + answer
                        + bytes(segments)
                        + indices.size()
                        + bytes(List.of(indices.segment()));
            } catch (InvocationTargetException failure) {
                throw new AssertionError(method.toString(), failure.getCause());
            }
        }

        private static String bytes(List<MemorySegment> segments) {
            StringBuilder text = new StringBuilder();
            for (MemorySegment each : segments) {
                text.append(Arrays.toString(each.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE)));
            }
            return text.toString();
        }

        private static Object number(Class<?> type, int more) {
            return switch (type.getName()) {
                case "int" -> 3 + more;
                case "long" -> 3L + more;
                case "float" -> 3.3f + more;
                default -> 3.3 + more;
            };
        }

        private static MemorySegment numbers(
                FrameArena scratch, Random random, Class<?> face, int bytes) {
            MemorySegment segment = scratch.allocate((long) COUNT * bytes);
            for (int i = 0; i < COUNT; i++) {
                int whole = random.nextInt(COUNT);
                long at = segment.address() + (long) i * bytes;
                Object number = whole;
                if (face == Longs.class) {
                    number = (long) whole;
                } else if (face == Floats.class) {
                    number = whole / 7f;
                } else if (face == Doubles.class) {
                    number = whole / 7.0;
                }
                dev.mayfly.data.kernel.Special.put(at, number);
            }
            return segment;
        }
    }
}
