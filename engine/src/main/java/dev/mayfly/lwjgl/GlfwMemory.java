package dev.mayfly.lwjgl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.Contextless;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeFunction;

import org.jspecify.annotations.Nullable;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.glfw.GLFWAllocator;
import org.lwjgl.system.MemoryStack;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;

/**
 * Memory for GLFW: windows, cursors, monitors and what it needs in between, from an allocator.
 *
 * {@snippet file="dev/mayfly/snippets/LibrarySnippets.java" region="glfw"}
 *
 * <p>Pick {@link #install()}: GLFW's memory is counted and watched with the game's then. GLFW keeps
 * most blocks until {@code glfwTerminate}, and makes some of them when one would not think of it,
 * in {@code glfwPollEvents} because a gamepad was plugged in. So it must not get memory of a tick,
 * or of a level. {@link #installContext()} sees to that; who names an allocator, sees to it
 * himself. Needs {@code org.lwjgl:lwjgl-glfw}.
 *
 * <p><b>Features:</b> one for the whole process, as GLFW has it. A block goes back to whoever made
 * it, whatever the context is by then, and grows there. What the allocator refuses comes from the
 * heap, because GLFW does not look at every pointer and would crash: {@link #takeFailure} tells of
 * it. {@code GLFW_OUT_OF_MEMORY} is for when the heap is empty, too.
 *
 * <p><b>Mind</b> the platform that has no display: GLFW 3.4 frees the text of its clipboard with
 * the C library's {@code free} there, whoever has made it, and so must not be given any.
 *
 * <p><b>Design:</b> three native functions that stay. Sizes and makers of the blocks stand beside
 * them. Nothing that is thrown crosses into C.
 *
 * <p><b>Cost:</b> about 80 ns for an allocation and its free, most of it the way between C and
 * Java, and no Java garbage. GLFW makes some hundred blocks at its start and few later.
 *
 * <p><b>Lifetime:</b> from the next {@code glfwInit} on, for the rest of the process.
 * <b>Thread:</b> any; an allocator of one thread is called on that one only.
 */
public final class GlfwMemory {

    private static final long ALLOCATE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "allocate",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private static final long REALLOCATE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "reallocate",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private static final long DEALLOCATE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "deallocate",
                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

    private static final LibraryMemory MEMORY =
            new LibraryMemory("GLFW", LibraryMemory.Order.ANY, Source.of(HeapAllocator.INSTANCE));

    static {
        ForEver.run(() -> GLFWAllocator.create());
    }

    private GlfwMemory() {}

    /**
     * {@link Context#defaultAllocator()}, which is for any thread and never closes. Call it before
     * {@code glfwInit}.
     *
     * @throws IllegalStateException if GLFW is initialised already
     */
    public static void install() {
        install(Context.defaultAllocator());
    }

    /**
     * One allocator, whose blocks must live until {@code glfwTerminate} has returned. If it is for
     * one thread, that is the calling one, and GLFW gets from the heap what it wants on others.
     * Call it before {@code glfwInit}.
     *
     * @param allocator who allocates; it stays the caller's to close, after {@code glfwTerminate}
     * @throws IllegalStateException if GLFW is initialised already
     */
    public static void install(Allocator allocator) {
        install(Source.of(allocator));
    }

    /**
     * The general allocator of the context, each time of the calling thread's and of what it is
     * then, if it leaves blocks alone. One with {@link dev.mayfly.alloc.Feature#FREE_ALL}, an arena
     * or the allocator of a level, gives back all at once while GLFW still has them; in its scope,
     * and on threads without a context, GLFW gets {@link Context#defaultAllocator()}. Call it
     * before {@code glfwInit}.
     *
     * @throws IllegalStateException if GLFW is initialised already
     */
    public static void installContext() {
        install(Source.OfContext.LASTING);
    }

    private static void install(Source source) {
        if (isInitialized()) {
            throw new IllegalStateException(
                    "GLFW has been initialised and has memory already: install its memory before"
                            + " glfwInit, or after glfwTerminate");
        }
        MEMORY.takeFrom(source);
        try (MemoryStack stack = MemoryStack.stackPush()) {
            GLFWAllocator functions = GLFWAllocator.calloc(stack);
            Memory.putLong(functions.address() + GLFWAllocator.ALLOCATE, ALLOCATE);
            Memory.putLong(functions.address() + GLFWAllocator.REALLOCATE, REALLOCATE);
            Memory.putLong(functions.address() + GLFWAllocator.DEALLOCATE, DEALLOCATE);
            // GLFW copies it.
            GLFW.glfwInitAllocator(functions);
        }
    }

    /** Whether GLFW says what its platform is; the error that it reports if not is nobody's. */
    private static boolean isInitialized() {
        long callback = GLFW.nglfwSetErrorCallback(Memory.NULL);
        try {
            boolean initialized = GLFW.glfwGetPlatform() != 0;
            if (!initialized) {
                GLFW.nglfwGetError(Memory.NULL);
            }
            return initialized;
        } finally {
            GLFW.nglfwSetErrorCallback(callback);
        }
    }

    /**
     * What GLFW has not freed: 0 after {@code glfwTerminate}.
     *
     * @return how many blocks
     */
    public static long liveBlocks() {
        return MEMORY.liveBlocks();
    }

    /**
     * What GLFW has not freed.
     *
     * @return bytes
     */
    public static long liveBytes() {
        return MEMORY.liveBytes();
    }

    /**
     * Why a block came from the heap: what an allocator threw last. It is forgotten with this.
     *
     * @return what was thrown, in most cases a {@link dev.mayfly.alloc.MemoryException}; null if
     *     nothing was since the last time
     */
    public static @Nullable Throwable takeFailure() {
        return MEMORY.takeFailure();
    }

    @Contextless
    private static long allocate(long size, long user) {
        return MEMORY.alloc(size);
    }

    @Contextless
    private static long reallocate(long block, long size, long user) {
        return MEMORY.resize(block, size);
    }

    @Contextless
    private static void deallocate(long block, long user) {
        MEMORY.free(block);
    }
}
