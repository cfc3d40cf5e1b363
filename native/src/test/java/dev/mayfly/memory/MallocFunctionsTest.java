package dev.mayfly.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Calls the functions as C does. */
@SuppressWarnings("restricted")
class MallocFunctionsTest {

    private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor TWO =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG);
    private static final FunctionDescriptor NOTHING = FunctionDescriptor.ofVoid(JAVA_LONG);

    private final Heard heard = new Heard();
    private final MallocFunctions functions = MallocFunctions.of(heard);

    @Test
    void shouldPassOnWhatCSaysAndGiveBackWhatJavaSays() throws Throwable {
        assertEquals(1001L, (long) c(functions.malloc(), ONE).invokeExact(10L));
        assertEquals(1002L, (long) c(functions.calloc(), TWO).invokeExact(11L, 12L));
        assertEquals(1003L, (long) c(functions.realloc(), TWO).invokeExact(13L, 14L));
        c(functions.free(), NOTHING).invokeExact(15L);
        assertEquals(1005L, (long) c(functions.alignedAlloc(), TWO).invokeExact(16L, 17L));
        c(functions.alignedFree(), NOTHING).invokeExact(18L);
        assertEquals(
                List.of(
                        "malloc 10",
                        "calloc 11 12",
                        "realloc 13 14",
                        "free 15",
                        "alignedAlloc 16 17",
                        "alignedFree 18"),
                heard.calls);
    }

    @Test
    void shouldLetNothingOutThatJavaThrows() throws Throwable {
        List<Throwable> thrown =
                List.of(
                        new IllegalStateException("one"),
                        new OutOfMemoryError("two"),
                        new Exception("three"));
        for (Throwable each : thrown) {
            heard.thrown = each;
            assertEquals(0L, (long) c(functions.malloc(), ONE).invokeExact(1L));
            assertEquals(0L, (long) c(functions.calloc(), TWO).invokeExact(1L, 1L));
            assertEquals(0L, (long) c(functions.realloc(), TWO).invokeExact(1L, 1L));
            c(functions.free(), NOTHING).invokeExact(1L);
            assertEquals(0L, (long) c(functions.alignedAlloc(), TWO).invokeExact(1L, 1L));
            c(functions.alignedFree(), NOTHING).invokeExact(1L);
            assertEquals(6, heard.failures.size());
            heard.failures.forEach(failure -> assertSame(each, failure));
            heard.failures.clear();
        }
    }

    @Test
    void shouldDropWhatIsThrownByTheOneWhoIsToldOfAFailure() throws Throwable {
        heard.thrown = new IllegalStateException("one");
        heard.failingToHear = true;
        assertEquals(0L, (long) c(functions.malloc(), ONE).invokeExact(1L));
        c(functions.free(), NOTHING).invokeExact(1L);
    }

    /** A thread of C's: {@code malloc} has the form of a thread's function. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "threads have another form there")
    void shouldWorkOnAThreadThatTheJvmDoesNotKnow() throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle create =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("pthread_create"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG));
        MethodHandle join =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("pthread_join"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment thread = arena.allocate(JAVA_LONG);
            MemorySegment result = arena.allocate(JAVA_LONG);
            assertEquals(0, (int) create.invokeExact(thread, 0L, functions.malloc(), 77L));
            assertEquals(0, (int) join.invokeExact(thread.get(JAVA_LONG, 0), result));
            assertEquals(1001L, result.get(JAVA_LONG, 0));
        }
        assertEquals(List.of("malloc 77"), heard.calls);
        assertNotSame(Thread.currentThread(), heard.thread);
    }

    private static MethodHandle c(long address, FunctionDescriptor descriptor) {
        return Linker.nativeLinker().downcallHandle(MemorySegment.ofAddress(address), descriptor);
    }

    /** Remembers what it was called with. */
    private static final class Heard implements MallocFunctions.Java {

        final List<String> calls = new ArrayList<>();
        final List<Throwable> failures = new ArrayList<>();
        Throwable thrown;
        boolean failingToHear;
        Thread thread;

        private long hear(String call, long answer) {
            thread = Thread.currentThread();
            calls.add(call);
            if (thrown != null) {
                throw unchecked(thrown);
            }
            return answer;
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> RuntimeException unchecked(Throwable any) throws T {
            throw (T) any;
        }

        @Override
        public long malloc(long size) {
            return hear("malloc " + size, 1001);
        }

        @Override
        public long calloc(long count, long size) {
            return hear("calloc " + count + " " + size, 1002);
        }

        @Override
        public long realloc(long address, long size) {
            return hear("realloc " + address + " " + size, 1003);
        }

        @Override
        public void free(long address) {
            hear("free " + address, 0);
        }

        @Override
        public long alignedAlloc(long alignment, long size) {
            return hear("alignedAlloc " + alignment + " " + size, 1005);
        }

        @Override
        public void alignedFree(long address) {
            hear("alignedFree " + address, 0);
        }

        @Override
        public void failed(Throwable failure) {
            if (failingToHear) {
                throw new IllegalStateException("cannot hear");
            }
            failures.add(failure);
        }
    }
}
