package dev.mayfly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.context.OpenContext;
import dev.mayfly.context.UsesContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class MemTest {

    private final LimitAllocator general = new LimitAllocator(HeapAllocator.INSTANCE);
    private final FrameArena scratch = FrameArena.create();
    private OpenContext context;

    @BeforeEach
    void open() {
        context = Context.open(general, scratch);
    }

    @AfterEach
    void close() {
        context.close();
        scratch.close();
        assertEquals(0, general.used());
    }

    @Test
    void shouldAllocateResizeAndFreeThroughTheContext() {
        long address = Mem.alloc(100, 8);
        assertEquals(100, general.used());
        address = Mem.resize(address, 100, 300, 8);
        assertEquals(300, general.used());
        Mem.free(address, 300);
        assertEquals(0, general.used());
    }

    @Test
    void shouldPreferTheAllocatorThatIsNamed() {
        long address = Mem.alloc(scratch, 100, 8);
        assertEquals(100, scratch.used());
        address = Mem.resize(scratch, address, 100, 200, 8);
        Mem.free(scratch, address, 200);
        assertEquals(0, scratch.used());
        Mem.make(scratch, JAVA_INT, 5);
        assertEquals(20, scratch.used());
        Mem.freeAll(scratch);
        assertEquals(0, scratch.used());
        assertEquals(0, general.peak());
    }

    @Test
    void shouldFollowAnOverrideOfTheContext() {
        try (FrameArena level = FrameArena.create();
                var _ = Context.use(level)) {
            Mem.make(JAVA_LONG, 3);
            assertEquals(24, level.used());
            Mem.freeAll();
            assertEquals(0, level.used());
        }
        assertEquals(0, general.peak());
    }

    @Test
    void shouldYieldTheScratchOfTheContext() {
        assertSame(scratch, Mem.temp());
        try (FrameArena other = FrameArena.create();
                var _ = Context.useTemp(other)) {
            assertSame(other, Mem.temp());
        }
        assertSame(scratch, Mem.temp());
    }

    @Test
    void shouldMakeZeroedSlicesAndDeleteThem() {
        MemorySegment slice = Mem.make(JAVA_INT, 10);
        assertEquals(40, slice.byteSize());
        assertEquals(0, slice.getAtIndex(JAVA_INT, 9));
        Mem.delete(slice);
        MemorySegment empty = Mem.make(JAVA_INT, 0);
        assertEquals(0, empty.byteSize());
        Mem.delete(empty);
        assertEquals(0, general.used());
    }

    @Test
    void shouldCloneNativeAndHeapSegments() {
        MemorySegment copy = Mem.newClone(MemorySegment.ofArray(new int[] {3, 1, 4}));
        MemorySegment again = Mem.newClone(scratch, copy);
        Mem.delete(copy);
        assertArrayEquals(new int[] {3, 1, 4}, again.toArray(JAVA_INT));
    }

    @Test
    void shouldRefuseACountThatMakesNoSense() {
        MemoryLayout big = MemoryLayout.sequenceLayout(1L << 40, JAVA_LONG);
        for (long count : new long[] {-1, 1L << 21, Long.MAX_VALUE}) {
            MemoryException failure =
                    assertThrows(MemoryException.class, () -> Mem.make(big, count));
            assertEquals(MemoryError.INVALID_ARGUMENT, failure.error());
            assertTrue(failure.getMessage().contains(Long.toString(count)), failure.getMessage());
        }
    }

    @Test
    void shouldNameTheCureWhereThereIsNoContext() throws InterruptedException {
        List<Throwable> thrown = new ArrayList<>();
        Thread thread =
                Thread.ofPlatform()
                        .name("stranger")
                        .start(
                                () -> {
                                    try {
                                        Mem.alloc(8, 8);
                                    } catch (NoContextException failure) {
                                        thrown.add(failure);
                                    }
                                });
        thread.join();
        String message = thrown.getFirst().getMessage();
        assertTrue(message.contains("stranger"), message);
        assertTrue(message.contains("Context.defaultContext()"), message);
    }

    /**
     * What reads the context says so in its signature, and has a twin that is told the allocator.
     */
    @Test
    void shouldMarkEveryMethodThatReadsTheContextAndGiveItATwin() {
        for (Method method : Mem.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(method.getModifiers())) {
                continue;
            }
            Class<?>[] parameters = method.getParameterTypes();
            boolean explicit = parameters.length > 0 && parameters[0] == Allocator.class;
            assertEquals(
                    !explicit, method.isAnnotationPresent(UsesContext.class), method::toString);
            if (!explicit && !method.getName().equals("temp")) {
                assertTrue(hasTwin(method), () -> method + " has no twin with an allocator");
            }
        }
    }

    private static boolean hasTwin(Method method) {
        List<Class<?>> parameters = new ArrayList<>(List.of(Allocator.class));
        parameters.addAll(Arrays.asList(method.getParameterTypes()));
        return Arrays.stream(Mem.class.getMethods())
                .filter(other -> other.getName().equals(method.getName()))
                .anyMatch(other -> List.of(other.getParameterTypes()).equals(parameters));
    }
}
