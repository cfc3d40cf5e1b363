package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.CCompiler;
import dev.mayfly.memory.NativeProcedure;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The numbers that C and Java have in common. */
class NativeCallsTest {

    /** What the header's enum with a certain constant says. */
    private static Map<String, Integer> enumWith(String constant) {
        Map<String, Integer> found = new TreeMap<>();
        Pattern.compile("(?s)enum \\{(.*?)\\};")
                .matcher(CCompiler.header())
                .results()
                .map(it -> it.group(1))
                .filter(it -> it.contains(constant + " ="))
                .forEach(
                        body ->
                                Pattern.compile("MAYFLY_(\\w+) = (-?\\d+)")
                                        .matcher(body)
                                        .results()
                                        .forEach(
                                                it ->
                                                        found.put(
                                                                it.group(1),
                                                                Integer.valueOf(it.group(2)))));
        return found;
    }

    @Test
    void shouldGiveErrorsTheNumbersOfTheHeader() {
        Map<String, Integer> expected = new TreeMap<>();
        for (MemoryError each : MemoryError.values()) {
            expected.put(each.name(), NativeCalls.code(each));
        }
        expected.put("OK", 0);
        expected.put("THROWN", NativeProcedure.THROWN);
        assertEquals(expected, enumWith("MAYFLY_OK"));
    }

    @Test
    void shouldGiveOperationsTheNumbersOfTheHeader() {
        Map<String, Integer> expected =
                new TreeMap<>(
                        Map.of(
                                "ALLOC", NativeCalls.ALLOC,
                                "ALLOC_NON_ZEROED", NativeCalls.ALLOC_NON_ZEROED,
                                "RESIZE", NativeCalls.RESIZE,
                                "RESIZE_NON_ZEROED", NativeCalls.RESIZE_NON_ZEROED,
                                "FREE", NativeCalls.FREE,
                                "FREE_ALL", NativeCalls.FREE_ALL));
        assertEquals(expected, enumWith("MAYFLY_ALLOC"));
    }
}
