package dev.mayfly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.AllocResult;
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
import dev.mayfly.data.Attempt;
import dev.mayfly.data.ByteArray;
import dev.mayfly.data.DoubleArray;
import dev.mayfly.data.FloatArray;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.LongArray;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.data.Text;
import dev.mayfly.data.TextBuilder;
import dev.mayfly.snippets.structs.Particle;
import dev.mayfly.snippets.structs.ParticleLayout;

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
    void shouldMakeEveryStructureInTheCurrentAllocator() {
        ByteArray bytes = Mem.makeBytes(16);
        assertEquals(16, general.used());
        IntArray ints = Mem.makeInts(16);
        assertEquals(16 * (1 + 4), general.used());
        LongArray longs = Mem.makeLongs(16);
        assertEquals(16 * (1 + 4 + 8), general.used());
        FloatArray floats = Mem.makeFloats(16);
        assertEquals(16 * (1 + 4 + 8 + 4), general.used());
        DoubleArray doubles = Mem.makeDoubles(16);
        assertEquals(16 * (1 + 4 + 8 + 4 + 8), general.used());

        long arrays = general.used();
        LongLongMap map = Mem.makeMap(100);
        long mapped = general.used();
        assertTrue(mapped >= arrays + 100 * 16, () -> arrays + " then " + mapped);
        assertEquals(0, map.get(7));
        TextBuilder text = Mem.makeText(100);
        assertEquals(mapped + 100, general.used());
        Text copy = Mem.newClone("grün");
        assertEquals(mapped + 100 + 5, general.used());
        assertEquals("grün", copy.toString());

        for (AutoCloseable made : List.of(bytes, ints, longs, floats, doubles, map, text, copy)) {
            assertDoesNotThrow(made::close);
        }
        assertEquals(0, general.used());
        assertEquals(0, scratch.used());
    }

    @Test
    void shouldMakeEveryStructureInTheAllocatorThatIsNamed() {
        assertEquals(16, Mem.makeBytes(scratch, 16).capacity());
        assertEquals(17, Mem.makeInts(scratch, 17).capacity());
        assertEquals(18, Mem.makeLongs(scratch, 18).capacity());
        assertEquals(19, Mem.makeFloats(scratch, 19).capacity());
        assertEquals(20, Mem.makeDoubles(scratch, 20).capacity());
        LongLongMap map = Mem.makeMap(scratch, 10);
        map.put(1, 2);
        assertEquals(2, map.get(1));
        assertEquals("7", Mem.makeText(scratch, 10).append(7).toString());
        assertEquals("héllo", Mem.newClone(scratch, "héllo").toString());
        assertTrue(scratch.used() > 16 + 17 * 4 + 18 * 8 + 19 * 4 + 20 * 8, scratch::toString);
        assertEquals(0, general.peak());
    }

    @Test
    void shouldCloneAStructAndLeaveZeroWhatNobodyWrote() {
        Particle original = new Particle(1, 2, 3, 4, 5);
        MemorySegment copy = Mem.newClone(original, 32, ParticleLayout::set);
        assertEquals(32, general.used());
        assertEquals(original, ParticleLayout.get(copy.address()));
        assertEquals(0, copy.get(JAVA_LONG, 24));
        MemorySegment other =
                Mem.newClone(scratch, original, ParticleLayout.SIZE, ParticleLayout::set);
        Mem.delete(copy);
        assertEquals(original, ParticleLayout.get(other.address()));
        assertEquals(ParticleLayout.SIZE, scratch.used());
    }

    @Test
    void shouldGiveTheMemoryBackIfTheWriterThrows() {
        IllegalStateException refused = new IllegalStateException("no");
        assertSame(
                refused,
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                Mem.newClone(
                                        "value",
                                        64,
                                        (_, _) -> {
                                            assertEquals(64, general.used());
                                            throw refused;
                                        })));
        assertEquals(0, general.used());
    }

    @Test
    void shouldAnswerWithMemoryWhereThereIsSome() {
        long address = Mem.tryAlloc(100, 8).orThrow();
        address = Mem.tryResize(address, 100, 300, 8).orThrow();
        assertEquals(300, general.used());
        assertEquals(new AllocResult.Ok(Allocator.NULL, 0), Mem.tryFree(address, 300));
        MemorySegment slice = Mem.tryMake(JAVA_INT, 10).orThrow();
        assertEquals(40, slice.byteSize());
        Mem.delete(slice);

        address = Mem.tryAlloc(scratch, 100, 8).orThrow();
        address = Mem.tryResize(scratch, address, 100, 200, 8).orThrow();
        assertEquals(200, scratch.used());
        assertEquals(new AllocResult.Ok(Allocator.NULL, 0), Mem.tryFree(scratch, address, 200));
        assertEquals(40, Mem.tryMake(scratch, JAVA_INT, 10).orThrow().byteSize());
        assertEquals(new AllocResult.Ok(Allocator.NULL, 0), Mem.tryFreeAll(scratch));
        assertEquals(0, scratch.used());
    }

    @Test
    void shouldAnswerWithTheReasonWhereThereIsNone() {
        LimitAllocator small = new LimitAllocator(HeapAllocator.INSTANCE, 100);
        long address = Mem.alloc(small, 40, 8);
        long other = Mem.alloc(small, 40, 8);
        AllocResult[] answers;
        Attempt<MemorySegment> slice;
        try (var _ = Context.use(small)) {
            answers =
                    new AllocResult[] {
                        Mem.tryAlloc(40, 8),
                        Mem.tryAlloc(small, 40, 8),
                        Mem.tryResize(address, 40, 70, 8),
                        Mem.tryResize(small, address, 40, 70, 8),
                    };
            slice = Mem.tryMake(JAVA_INT, 20);
        }
        for (AllocResult answer : answers) {
            assertEquals(
                    MemoryError.OUT_OF_MEMORY,
                    assertInstanceOf(AllocResult.Failed.class, answer).error());
        }
        assertEquals(
                MemoryError.OUT_OF_MEMORY, assertInstanceOf(Attempt.Failed.class, slice).error());
        assertEquals(
                MemoryError.INVALID_ARGUMENT,
                assertInstanceOf(Attempt.Failed.class, Mem.tryMake(small, JAVA_INT, -1)).error());
        assertEquals(80, small.used());
        Mem.free(small, address, 40);
        Mem.free(small, other, 40);
        assertEquals(0, general.peak());
    }

    @Test
    void shouldAnswerThatAnAllocatorCannotFreeAll() {
        for (AllocResult answer :
                List.of(Mem.tryFreeAll(), Mem.tryFreeAll(HeapAllocator.INSTANCE))) {
            assertEquals(
                    MemoryError.NOT_IMPLEMENTED,
                    assertInstanceOf(AllocResult.Failed.class, answer).error());
        }
    }

    @Test
    void shouldAnswerWithTheReasonWhyABlockIsNotTaken() {
        for (AllocResult answer : List.of(Mem.tryFree(8, -2), Mem.tryFree(general, 8, -2))) {
            assertEquals(
                    MemoryError.INVALID_ARGUMENT,
                    assertInstanceOf(AllocResult.Failed.class, answer).error());
        }
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
                .filter(other -> other.getReturnType() == method.getReturnType())
                .anyMatch(other -> List.of(other.getParameterTypes()).equals(parameters));
    }
}
