package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Calls the functions as C does. */
@SuppressWarnings("restricted")
class NativeFunctionTest {

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

    private static long seen;

    private static long sum(long a, long b) {
        return a + b;
    }

    private static void see(long value) {
        seen = value;
    }

    private static long fail(long value) throws Exception {
        throw new Exception("no " + value);
    }

    private static void failSilently(long value) {
        throw new StackOverflowError("no " + value);
    }

    private static MethodHandle c(String method, FunctionDescriptor function) {
        long address = NativeFunction.of(HERE, method, function);
        return Linker.nativeLinker().downcallHandle(MemorySegment.ofAddress(address), function);
    }

    @Test
    void shouldPassOnWhatCSaysAndGiveBackWhatJavaSays() throws Throwable {
        FunctionDescriptor two = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);
        assertEquals(-3L, (long) c("sum", two).invokeExact(4L, -7L));
        c("see", FunctionDescriptor.ofVoid(JAVA_LONG)).invokeExact(11L);
        assertEquals(11, seen);
    }

    /** As a long is in C on Windows. */
    @Test
    void shouldKeepTheSignOfASmallerNumber() throws Throwable {
        FunctionDescriptor ints = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT);
        assertEquals(-3, (int) c("sum", ints).invokeExact(4, -7));
    }

    @Test
    void shouldKnowHowLargeALongIsInC() throws Throwable {
        MethodHandle labs =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("labs"),
                                FunctionDescriptor.of(
                                        NativeFunction.C_LONG, NativeFunction.C_LONG));
        assertEquals(5L, ((Number) labs.invokeWithArguments(-5L)).longValue());
    }

    @Test
    void shouldLetNothingOutThatJavaThrows() throws Throwable {
        FunctionDescriptor one = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
        assertEquals(0L, (long) c("fail", one).invokeExact(1L));
        c("failSilently", FunctionDescriptor.ofVoid(JAVA_LONG)).invokeExact(1L);
    }

    @Test
    void shouldNameTheMethodThatIsMissing() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        NativeFunction.of(
                                                HERE,
                                                "sum",
                                                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG)))
                        .getMessage();
        assertTrue(message.contains("NativeFunctionTest"), message);
        assertTrue(message.contains("sum(long)long"), message);
    }

    /** qsort calls back in the middle of its work. */
    @Test
    void shouldBeCalledByTheCLibrary() throws Throwable {
        long compare =
                NativeFunction.of(
                        HERE, "compare", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
        MethodHandle qsort =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("qsort"),
                                FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocateFrom(JAVA_INT, 3, 1, 2);
            qsort.invokeExact(numbers, 3L, 4L, MemorySegment.ofAddress(compare));
            assertEquals(1, numbers.getAtIndex(JAVA_INT, 0));
            assertEquals(2, numbers.getAtIndex(JAVA_INT, 1));
            assertEquals(3, numbers.getAtIndex(JAVA_INT, 2));
        }
    }

    private static long compare(long a, long b) {
        return Integer.compare(Memory.getInt(a), Memory.getInt(b));
    }
}
