package dev.mayfly.data.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.memory.Memory;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.lang.foreign.Arena;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every loop with vector instructions against its scalar twin, on the same memory: the results are
 * the same to the bit, for every length, at every address, whatever the numbers are.
 */
class VectorsProperties {

    /** What the arguments are, by the name of a loop. */
    private static final Map<String, String> ARGUMENTS =
            Map.ofEntries(
                    Map.entry("fill", "x count k"),
                    Map.entry("addEach", "x a count"),
                    Map.entry("subtractEach", "x a count"),
                    Map.entry("multiplyEach", "x a count"),
                    Map.entry("addToEach", "x count k"),
                    Map.entry("scale", "x count k"),
                    Map.entry("addScaled", "x a count k"),
                    Map.entry("addProducts", "x a b count"),
                    Map.entry("clamp", "x count k k"),
                    Map.entry("min", "x count"),
                    Map.entry("max", "x count"),
                    Map.entry("sum", "x count"),
                    Map.entry("dot", "x a count"),
                    Map.entry("prefixSum", "x count"),
                    Map.entry("prefixSumBefore", "x count"),
                    Map.entry("whereLess", "x count first k out"),
                    Map.entry("whereAtMost", "x count first k out"),
                    Map.entry("whereGreater", "x count first k out"),
                    Map.entry("whereAtLeast", "x count first k out"),
                    Map.entry("whereEqual", "x count first k out"),
                    Map.entry("firstOutside", "x count size"));

    /** Loops that have no twin, because vector instructions do not help them. */
    private static final Set<String> ALONE = Set.of("gather");

    private static final int LONGEST = 2500;
    private static final int PART = LONGEST * 8 + 64;
    private static final int BLOCK = 4 * PART;

    private final long one = block();
    private final long other = block();

    private static long block() {
        return Arena.global().allocate(BLOCK, 64).address();
    }

    @Property(seed = "20261120", tries = 150)
    void shouldAnswerAndWriteTheSameBits(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        for (Class<?> type : List.of(int.class, long.class, float.class, double.class)) {
            Set<String> tested = new TreeSet<>();
            for (Method vector : loops(type, "Vectors")) {
                Method scalar =
                        loops(type, "Scalar").stream()
                                .filter(each -> each.getName().equals(vector.getName()))
                                .findFirst()
                                .orElseThrow();
                compare(type, vector, scalar, random);
                tested.add(vector.getName());
            }
            assertTrue(tested.size() >= 18, tested::toString);
        }
    }

    private static List<Method> loops(Class<?> type, String twin) throws ClassNotFoundException {
        String name = type.getName();
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Arrays.stream(
                        Class.forName("dev.mayfly.data.kernel." + capital + twin)
                                .getDeclaredMethods())
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .filter(each -> !ALONE.contains(each.getName()))
                .toList();
    }

    private void compare(Class<?> type, Method vector, Method scalar, Random random)
            throws Exception {
        int calm = random.nextBoolean() ? 10 : 1000;
        int bytes = Special.bytes(type);
        int count = random.nextInt(random.nextBoolean() ? 40 : LONGEST);
        fill(type, random, calm);
        Memory.copy(one, other, BLOCK);

        long out = 3L * PART + random.nextInt(64);
        int[] starts = new int[3];
        for (int i = 0; i < 3; i++) {
            starts[i] = i * PART + (random.nextBoolean() ? 0 : random.nextInt(64));
            if (i > 0 && random.nextInt(10) == 0) {
                starts[i] = starts[0];
            }
        }
        String[] names = ARGUMENTS.get(vector.getName()).split(" ");
        Object[] ours = new Object[names.length];
        Object[] theirs = new Object[names.length];
        Class<?>[] types = vector.getParameterTypes();
        for (int i = 0; i < names.length; i++) {
            Object same =
                    switch (names[i]) {
                        case "count" -> (long) count;
                        case "first" -> random.nextInt(1000);
                        case "size" -> random.nextBoolean() ? 499L : 1L << 31;
                        default -> Special.number(types[i], random, 10);
                    };
            long offset =
                    switch (names[i]) {
                        case "x", "a", "b" ->
                                starts[
                                        names[i].charAt(0) == 'x'
                                                ? 0
                                                : names[i].charAt(0) - 'a' + 1];
                        case "out" -> out;
                        default -> -1;
                    };
            ours[i] = offset < 0 ? same : (Object) (one + offset);
            theirs[i] = offset < 0 ? same : (Object) (other + offset);
        }
        Object answer = vector.invoke(null, ours);
        String what = vector + Arrays.toString(theirs);
        assertEquals(scalar.invoke(null, theirs), answer, what);
        if (vector.getName().startsWith("where")) {
            long found = (long) answer * Integer.BYTES;
            Memory.zero(one + out + found, BLOCK - out - found);
            Memory.zero(other + out + found, BLOCK - out - found);
            assertSame(int.class, out & 3, what);
        } else {
            assertSame(type, starts[0] & (bytes - 1), what);
        }
    }

    private void fill(Class<?> type, Random random, int calm) {
        int bytes = Special.bytes(type);
        Memory.zero(one, BLOCK);
        for (int part = 0; part < 3; part++) {
            // Whole elements for those that stand aligned, and parts of them for the others.
            for (int at = part * PART; at + bytes <= (part + 1) * PART; at += bytes) {
                Special.put(one + at, Special.number(type, random, calm));
            }
        }
    }

    private void assertSame(Class<?> type, long start, String what) {
        int bytes = Special.bytes(type);
        for (long at = start; at + bytes <= BLOCK; at += bytes) {
            assertEquals(
                    Special.get(type, other + at), Special.get(type, one + at), what + " " + at);
        }
    }
}
