package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.glfw.GLFW.GLFW_CLIENT_API;
import static org.lwjgl.glfw.GLFW.GLFW_NO_API;
import static org.lwjgl.glfw.GLFW.GLFW_NO_ERROR;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM;
import static org.lwjgl.glfw.GLFW.GLFW_PLATFORM_NULL;
import static org.lwjgl.glfw.GLFW.glfwCreateWindow;
import static org.lwjgl.glfw.GLFW.glfwDestroyWindow;
import static org.lwjgl.glfw.GLFW.glfwGetError;
import static org.lwjgl.glfw.GLFW.glfwInit;
import static org.lwjgl.glfw.GLFW.glfwInitAllocator;
import static org.lwjgl.glfw.GLFW.glfwInitHint;
import static org.lwjgl.glfw.GLFW.glfwPollEvents;
import static org.lwjgl.glfw.GLFW.glfwSetErrorCallback;
import static org.lwjgl.glfw.GLFW.glfwSetWindowTitle;
import static org.lwjgl.glfw.GLFW.glfwTerminate;
import static org.lwjgl.glfw.GLFW.glfwWindowHint;

import dev.mayfly.Elsewhere;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.glfw.GLFWErrorCallback;

/** With the real GLFW, on the platform that needs no display. */
class GlfwMemoryTest {

    private final FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());

    @BeforeEach
    void choosePlatform() {
        glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_NULL);
    }

    @AfterEach
    void end() {
        glfwTerminate();
        assertEquals(0, GlfwMemory.liveBlocks());
        assertEquals(0, GlfwMemory.liveBytes());
        assertEquals(0, ledger.liveBlocks());
        glfwInitAllocator(null);
        glfwGetError(null);
        GlfwMemory.takeFailure();
    }

    private static long openWindow() {
        glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
        return glfwCreateWindow(100, 100, "a window", Memory.NULL, Memory.NULL);
    }

    private static void use(long window) {
        assertNotEquals(Memory.NULL, window);
        glfwSetWindowTitle(window, "a window with another title that is rather longer");
        glfwSetWindowTitle(window, "short");
        glfwPollEvents();
    }

    @Test
    void shouldHaveAllOfGlfwInItsAllocator() {
        GlfwMemory.install(ledger);
        assertTrue(glfwInit());
        int before = ledger.liveBlocks();
        assertTrue(before > 0, "blocks: " + before);
        long window = openWindow();
        use(window);
        assertTrue(ledger.liveBlocks() > before);
        assertEquals(ledger.liveBlocks(), GlfwMemory.liveBlocks());
        assertEquals(ledger.liveBytes(), GlfwMemory.liveBytes());
        glfwDestroyWindow(window);
        glfwTerminate();
        assertEquals(0, ledger.liveBlocks());
        assertNull(GlfwMemory.takeFailure());
    }

    @Test
    void shouldTakeTheDefaultAllocatorWhereNoneIsNamed() {
        GlfwMemory.install();
        try (FrameArena arena = FrameArena.create();
                var _ = Context.defaultContext();
                var _ = Context.use(arena)) {
            assertTrue(glfwInit());
            use(openWindow());
            assertTrue(GlfwMemory.liveBlocks() > 3);
            assertEquals(0, arena.used());
        }
        glfwTerminate();
        assertNull(GlfwMemory.takeFailure());
    }

    /** The level, its scope and its arena end; the window does not. */
    @Test
    void shouldNotPutAWindowIntoAScopesArena() {
        GlfwMemory.installContext();
        long window;
        try (var _ = Context.defaultContext();
                var _ = Context.use(ledger)) {
            assertTrue(glfwInit());
            assertTrue(ledger.liveBlocks() > 0);
            int before = ledger.liveBlocks();
            try (FrameArena arena = FrameArena.create();
                    GeneralAllocator level = GeneralAllocator.create()) {
                try (var _ = Context.use(arena)) {
                    window = openWindow();
                    assertEquals(0, arena.used());
                }
                try (var _ = Context.use(level)) {
                    use(openWindow());
                    assertEquals(0, level.used());
                }
            }
            assertEquals(before, ledger.liveBlocks());
        }
        use(window);
        glfwTerminate();
        assertEquals(0, ledger.liveBlocks());
        assertNull(GlfwMemory.takeFailure());
    }

    /** GLFW itself would crash in many places. */
    @Test
    void shouldTakeTheHeapForEveryRequestThatFails() {
        GlfwMemory.install(ledger);
        assertTrue(glfwInit());
        use(openWindow());
        glfwTerminate();
        long requests = ledger.allocations();
        assertTrue(requests > 5, "so many requests were made: " + requests);
        for (long n = 1; n <= requests; n++) {
            FailingAllocator failing = new FailingAllocator(GeneralAllocator.shared(), n);
            GlfwMemory.install(failing);
            assertTrue(glfwInit());
            use(openWindow());
            assertEquals(1, failing.failures());
            assertInstanceOf(MemoryException.class, GlfwMemory.takeFailure());
            glfwTerminate();
            assertEquals(0, failing.liveBlocks(), "left by request " + n);
            assertNull(GlfwMemory.takeFailure());
        }
    }

    /** An error is kept for each thread, in a block that is made on that thread. */
    @Test
    void shouldServeEveryThread() throws InterruptedException {
        try (FrameArena arena = FrameArena.create()) {
            GlfwMemory.install(arena);
            assertTrue(glfwInit());
            long used = arena.used();
            long blocks = GlfwMemory.liveBlocks();
            assertNull(Elsewhere.thrown(() -> glfwSetWindowTitleOfNoWindow()));
            assertEquals(used, arena.used());
            assertEquals(blocks + 1, GlfwMemory.liveBlocks());
            glfwTerminate();
            assertNull(GlfwMemory.takeFailure());
        }
    }

    private static void glfwSetWindowTitleOfNoWindow() {
        glfwWindowHint(-1, 0);
        assertNotEquals(GLFW_NO_ERROR, glfwGetError(null));
    }

    @Test
    void shouldSayThatItIsTooLate() {
        GlfwMemory.install(ledger);
        assertTrue(glfwInit());
        String message =
                assertThrows(IllegalStateException.class, GlfwMemory::install).getMessage();
        assertTrue(message.contains("before glfwInit"), message);
        glfwTerminate();
        GlfwMemory.install(ledger);
        assertTrue(glfwInit());
        assertTrue(ledger.liveBlocks() > 0);
    }

    @Test
    void shouldBotherNobodyWithTheQuestionWhetherItIsTooLate() {
        boolean[] called = new boolean[1];
        try (GLFWErrorCallback callback = GLFWErrorCallback.create((_, _) -> called[0] = true)) {
            glfwSetErrorCallback(callback);
            GlfwMemory.install(ledger);
            assertFalse(called[0]);
            assertEquals(GLFW_NO_ERROR, glfwGetError(null));
            assertEquals(callback.address(), glfwSetErrorCallback(null).address());
        }
    }

    @Test
    void shouldLetNothingOutThatAnAllocatorThrows() {
        FrameArena closed = FrameArena.create();
        closed.close();
        GlfwMemory.install(closed);
        assertTrue(glfwInit());
        assertInstanceOf(MemoryException.class, GlfwMemory.takeFailure());
        use(openWindow());
    }
}
