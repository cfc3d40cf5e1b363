package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.NativeAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.SampleLibrary;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What the Javadoc shows of native code, compiled and run. */
class NativeSnippets {

    @Test
    void call() throws Throwable {
        MethodHandle sumOfSquares =
                SampleLibrary.orSkip()
                        .link("sum_of_squares", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
        try (FrameArena tickArena = FrameArena.create();
                var _ = Context.defaultContext();
                Arena lifetime = Arena.ofConfined()) {
            MemorySegment values = lifetime.allocateFrom(JAVA_FLOAT, 1, 2, 3);
            MemorySegment sum = lifetime.allocate(JAVA_FLOAT);
            // @start region="call"
            try (var _ = Context.useTemp(tickArena)) {
                // mayfly_error sum_of_squares(const mayfly_context *, const float *, size_t, float
                // *)
                int error =
                        (int)
                                sumOfSquares.invokeExact(
                                        Context.current().toNative(), values, 3L, sum);
                if (error != 0) {
                    throw new IllegalStateException("no sum", NativeAllocator.takeFailure());
                }
            }
            // @end
            assertEquals(14f, sum.get(JAVA_FLOAT, 0));
            assertEquals(12, tickArena.used());
        }
    }
}
