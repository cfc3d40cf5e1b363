package dev.mayfly.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Garbage;
import dev.mayfly.Mem;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.glfw.GLFWErrorCallback;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Callbacks on threads that Java did not make. */
class ForeignThreadTest {

    private static final List<Runnable> IMPLICIT_USES =
            List.of(
                    Context::current,
                    () -> Context.use(HeapAllocator.INSTANCE),
                    () -> Context.useTemp(HeapAllocator.INSTANCE),
                    () -> Context.useUser("me", 1),
                    ContextSnapshot::take,
                    Mem::temp,
                    Mem::freeAll,
                    () -> Mem.alloc(8, 8),
                    () -> Mem.tryAlloc(8, 8),
                    () -> Mem.resize(0, 0, 8, 8),
                    () -> Mem.free(16, 8),
                    () -> Mem.make(JAVA_INT, 4),
                    () -> Mem.makeInts(4),
                    () -> Mem.makeBytes(4));

    private final ForeignThreads c = ForeignThreads.orSkip();

    @Test
    void shouldRefuseEveryImplicitUseAndNameTheThreadAndTheCure() {
        List<String> messages = new ArrayList<>();
        String[] name = new String[1];
        try (var _ = Context.defaultContext()) {
            // The caller's context is not the callback's.
            c.call(
                    () -> {
                        name[0] = Thread.currentThread().getName();
                        assertFalse(Context.isPresent());
                        for (Runnable use : IMPLICIT_USES) {
                            NoContextException refused =
                                    assertThrows(NoContextException.class, use::run);
                            messages.add(refused.getMessage());
                        }
                    });
        }
        assertEquals(IMPLICIT_USES.size(), messages.size());
        for (String message : messages) {
            assertTrue(message.contains("thread \"" + name[0] + "\" has no Context"), message);
            assertTrue(message.contains("Context.defaultContext() (in a callback)"), message);
        }
        assertNotSame(Thread.currentThread().getName(), name[0]);
    }

    @Test
    void shouldOpenAContextForTheCallback() {
        FrameArena[] scratch = new FrameArena[1];
        c.call(
                () -> {
                    try (OpenContext opened = Context.defaultContext()) {
                        assertSame(opened.context(), Context.current());
                        scratch[0] = assertInstanceOf(FrameArena.class, Mem.temp());
                        MemorySegment values = Mem.make(Mem.temp(), JAVA_INT, 100);
                        values.setAtIndex(JAVA_INT, 99, 7);
                        long block = Mem.alloc(64, 16);
                        Memory.putLong(block, 42);
                        Mem.free(block, 64);
                        try (var _ = Context.use(Mem.temp())) {
                            Mem.alloc(1000, 8);
                        }
                        assertEquals(1400, scratch[0].used());
                    }
                    assertFalse(Context.isPresent());
                    assertThrows(NoContextException.class, () -> Mem.alloc(8, 8));
                });
        assertEquals(0, scratch[0].used());
    }

    @Test
    void shouldUseTheSameScratchForThreadsThatComeAndGo() {
        Set<Long> bases = ConcurrentHashMap.newKeySet();
        c.call(
                () -> {
                    try (var _ = Context.defaultContext()) {
                        FrameArena scratch = (FrameArena) Mem.temp();
                        assertEquals(0, scratch.used());
                        bases.add(scratch.base());
                        Memory.putLong(scratch.alloc(1 << 16, 8), 1);
                    }
                },
                500,
                1);
        assertEquals(1, bases.size());
    }

    @Test
    void shouldGiveThreadsThatRunAtOnceScratchOfTheirOwn() {
        AtomicInteger faults = new AtomicInteger();
        Set<Long> inUse = ConcurrentHashMap.newKeySet();
        c.callAtOnce(
                () -> {
                    try (var _ = Context.defaultContext()) {
                        FrameArena scratch = (FrameArena) Mem.temp();
                        if (!inUse.add(scratch.base())) {
                            faults.incrementAndGet();
                        }
                        long mine = Thread.currentThread().threadId();
                        long block = scratch.alloc(800, 8);
                        for (int i = 0; i < 100; i++) {
                            Memory.putLong(block + 8 * i, mine);
                        }
                        for (int i = 0; i < 100; i++) {
                            if (Memory.getLong(block + 8 * i) != mine) {
                                faults.incrementAndGet();
                            }
                        }
                        inUse.remove(scratch.base());
                    }
                },
                32,
                200);
        assertEquals(0, faults.get());
        assertTrue(DefaultScratch.idle() <= 8);
    }

    @Test
    void shouldMakeNoGarbagePerCallback() {
        c.call(
                () ->
                        Garbage.assertNoneOnceWarm(
                                () -> {
                                    for (int i = 0; i < 1000; i++) {
                                        try (var _ = Context.defaultContext()) {
                                            long block = Mem.temp().alloc(64, 16);
                                            Memory.putLong(block, i);
                                        }
                                    }
                                }));
    }

    @Test
    void shouldGiveBackMuchScratchAtOnce() {
        FrameArena[] scratch = new FrameArena[1];
        c.call(
                () -> {
                    try (var _ = Context.defaultContext()) {
                        scratch[0] = (FrameArena) Mem.temp();
                        Mem.temp().alloc(50 << 20, 8);
                    }
                });
        assertEquals(0, scratch[0].committed());
    }

    @Test
    void shouldOpenOneInsideAnother() {
        c.call(
                () -> {
                    try (OpenContext outer = Context.defaultContext()) {
                        long block = Mem.temp().alloc(8, 8);
                        Memory.putLong(block, 1);
                        try (OpenContext inner = Context.defaultContext()) {
                            assertNotSame(outer.context(), inner.context());
                            Memory.putLong(Mem.temp().alloc(8, 8), 2);
                            assertThrows(IllegalStateException.class, outer::close);
                        }
                        assertSame(outer.context(), Context.current());
                        assertEquals(1, Memory.getLong(block));
                    }
                    assertFalse(Context.isPresent());
                });
    }

    @Test
    void shouldTellAStaleHandleFromTheOpenOne() {
        c.call(
                () -> {
                    OpenContext stale = Context.defaultContext();
                    stale.close();
                    for (int i = 0; i < 3; i++) {
                        try (var _ = Context.defaultContext()) {
                            stale.close();
                            assertTrue(Context.isPresent());
                        }
                    }
                });
    }

    @Test
    void shouldCloseTheContextWhereACallbackLeavesAScopeOpen() {
        c.call(
                () -> {
                    OpenContext left = Context.defaultContext();
                    Context.use(Mem.temp());
                    assertThrows(IllegalStateException.class, left::close);
                    assertFalse(Context.isPresent());
                    try (var _ = Context.defaultContext()) {
                        assertEquals(0, Context.current().depth());
                        assertSame(Context.defaultAllocator(), Context.current().allocator());
                        assertEquals(0, Context.current().userIndex());
                    }
                });
    }

    @Test
    void shouldHaveNoContextInACallbackOfGlfwEither() {
        List<String> messages = new ArrayList<>();
        GLFWErrorCallback errors =
                GLFWErrorCallback.create(
                        (_, _) -> {
                            messages.add(
                                    assertThrows(NoContextException.class, Context::current)
                                            .getMessage());
                            try (var _ = Context.defaultContext()) {
                                messages.add(String.valueOf(Mem.temp().alloc(8, 8) != 0));
                            }
                        });
        GLFW.glfwSetErrorCallback(errors);
        // Not before glfwInit: an error, which GLFW tells at once.
        GLFW.glfwGetPrimaryMonitor();
        Objects.requireNonNull(GLFW.glfwSetErrorCallback(null)).free();
        assertEquals(2, messages.size());
        assertTrue(messages.get(0).contains(Thread.currentThread().getName()), messages::toString);
        assertEquals("true", messages.get(1));
    }
}
