package dev.mayfly.lwjgl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Contextless;
import dev.mayfly.memory.NativeFunction;

import org.jspecify.annotations.Nullable;
import org.lwjgl.util.meshoptimizer.MeshOptimizer;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;

/**
 * Memory for meshoptimizer, which allocates for nothing but the time of a call: from an allocator,
 * or from whoever the context names at the moment.
 *
 * {@snippet file="dev/mayfly/snippets/LibrarySnippets.java" region="meshoptimizer"}
 *
 * <p>Pick {@link #installContext} and open a scope with scratch around the calls. Needs {@code
 * org.lwjgl:lwjgl-meshoptimizer}.
 *
 * <p><b>Features:</b> one for the whole process, as meshoptimizer has it; a later {@code install}
 * takes the place of an earlier one at any time. meshoptimizer frees its newest block first, and so
 * an arena is after a call what it was before, but for less than 16 bytes of alignment. What is
 * asked for on a thread without a context, or on one that must not use the allocator, comes from
 * the heap. So does what the allocator refuses, because meshoptimizer knows no error and would
 * crash: {@link #takeFailure} tells of it.
 *
 * <p><b>Design:</b> two native functions that stay. Sizes and makers of the blocks stand beside
 * them. Nothing that is thrown crosses into C.
 *
 * <p><b>Cost:</b> about 80 ns for an allocation and its free, most of it the way between C and
 * Java, and no Java garbage. A call of meshoptimizer makes a handful of them.
 *
 * <p><b>Lifetime:</b> the process's. <b>Thread:</b> any; an allocator of one thread is called on
 * that one only.
 */
public final class MeshoptimizerMemory {

    private static final long ALLOCATE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "allocate",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));

    private static final long DEALLOCATE =
            NativeFunction.of(
                    MethodHandles.lookup(), "deallocate", FunctionDescriptor.ofVoid(JAVA_LONG));

    private static final LibraryMemory MEMORY =
            new LibraryMemory(
                    "meshoptimizer",
                    LibraryMemory.Order.NEWEST_FIRST,
                    Source.of(HeapAllocator.INSTANCE));

    private MeshoptimizerMemory() {}

    /**
     * From now on one allocator. If that is for one thread, it is the calling one.
     *
     * @param allocator who allocates; it stays the caller's to close, after another {@code install}
     */
    public static void install(Allocator allocator) {
        install(Source.of(allocator));
    }

    /**
     * From now on the general allocator of the context, each time of the calling thread's and of
     * what it is then.
     */
    public static void installContext() {
        install(Source.OfContext.ANY);
    }

    /** From now on the heap. */
    public static void uninstall() {
        install(Source.of(HeapAllocator.INSTANCE));
    }

    private static void install(Source source) {
        MEMORY.takeFrom(source);
        MeshOptimizer.nmeshopt_setAllocator(ALLOCATE, DEALLOCATE);
    }

    /**
     * What meshoptimizer has not freed: 0 while none of its functions runs.
     *
     * @return how many blocks
     */
    public static long liveBlocks() {
        return MEMORY.liveBlocks();
    }

    /**
     * What meshoptimizer has not freed.
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
    private static long allocate(long size) {
        return MEMORY.alloc(size);
    }

    @Contextless
    private static void deallocate(long block) {
        MEMORY.free(block);
    }
}
