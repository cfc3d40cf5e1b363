package dev.mayfly.memory;

import static dev.mayfly.memory.SystemCalls.SIZE_T;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The functions of malloc as C calls them, with Java behind them: what a native library is given
 * that lets its user choose where its memory comes from.
 *
 * <p>The functions stay callable until the process ends, because nobody can say when a library
 * calls one for the last time. Each set takes some kilobytes of code for ever: make one and keep
 * it.
 *
 * <p>Nothing that Java throws goes back to C, which would end the JVM. It goes to {@link
 * Java#failed}, and C gets {@link Memory#NULL}.
 *
 * <p><b>Cost:</b> a call from C into Java is about 15 ns. <b>Thread:</b> any, also one that the JVM
 * does not know: it is made known at its first call.
 */
public final class MallocFunctions {

    /**
     * What is behind the functions. Sizes are C's {@code size_t}: one that is negative in Java is
     * more than there can be.
     */
    public interface Java {

        /**
         * C's {@code malloc}.
         *
         * @param size bytes
         * @return the block; {@link Memory#NULL} if there is no memory for it
         */
        long malloc(long size);

        /**
         * C's {@code calloc}.
         *
         * @param count how many
         * @param size bytes of each
         * @return the block, zeroed; {@link Memory#NULL} if there is no memory for it
         */
        long calloc(long count, long size);

        /**
         * C's {@code realloc}.
         *
         * @param address the block; {@link Memory#NULL} for a new one
         * @param size bytes
         * @return the block; {@link Memory#NULL} if there is no memory for it
         */
        long realloc(long address, long size);

        /**
         * C's {@code free}.
         *
         * @param address the block; {@link Memory#NULL} does nothing
         */
        void free(long address);

        /**
         * C's {@code aligned_alloc}.
         *
         * @param alignment bytes
         * @param size bytes
         * @return the block; {@link Memory#NULL} if there is no memory for it
         */
        long alignedAlloc(long alignment, long size);

        /**
         * Frees what {@link #alignedAlloc} made.
         *
         * @param address the block; {@link Memory#NULL} does nothing
         */
        void alignedFree(long address);

        /**
         * One of the others threw. What this throws is dropped.
         *
         * @param thrown what
         */
        void failed(Throwable thrown);
    }

    private static final FunctionDescriptor ONE = FunctionDescriptor.of(SIZE_T, SIZE_T);
    private static final FunctionDescriptor TWO = FunctionDescriptor.of(SIZE_T, SIZE_T, SIZE_T);
    private static final FunctionDescriptor NOTHING = FunctionDescriptor.ofVoid(SIZE_T);

    private final long malloc;
    private final long calloc;
    private final long realloc;
    private final long free;
    private final long alignedAlloc;
    private final long alignedFree;

    private MallocFunctions(Guarded guarded) {
        malloc = function(guarded, "malloc", ONE);
        calloc = function(guarded, "calloc", TWO);
        realloc = function(guarded, "realloc", TWO);
        free = function(guarded, "free", NOTHING);
        alignedAlloc = function(guarded, "alignedAlloc", TWO);
        alignedFree = function(guarded, "alignedFree", NOTHING);
    }

    /**
     * Makes functions, for ever.
     *
     * @param java what they call
     * @return their addresses
     */
    public static MallocFunctions of(Java java) {
        return new MallocFunctions(new Guarded(java));
    }

    /**
     * Where {@code malloc} is.
     *
     * @return {@code void *(*)(size_t)}
     */
    public long malloc() {
        return malloc;
    }

    /**
     * Where {@code calloc} is.
     *
     * @return {@code void *(*)(size_t, size_t)}
     */
    public long calloc() {
        return calloc;
    }

    /**
     * Where {@code realloc} is.
     *
     * @return {@code void *(*)(void *, size_t)}
     */
    public long realloc() {
        return realloc;
    }

    /**
     * Where {@code free} is.
     *
     * @return {@code void (*)(void *)}
     */
    public long free() {
        return free;
    }

    /**
     * Where {@code aligned_alloc} is.
     *
     * @return {@code void *(*)(size_t, size_t)}
     */
    public long alignedAlloc() {
        return alignedAlloc;
    }

    /**
     * Where the function is that frees aligned blocks.
     *
     * @return {@code void (*)(void *)}
     */
    public long alignedFree() {
        return alignedFree;
    }

    @SuppressWarnings("restricted")
    private static long function(Guarded guarded, String name, FunctionDescriptor descriptor) {
        MethodType type = descriptor.toMethodType();
        try {
            MethodHandle method = MethodHandles.lookup().bind(guarded, name, type);
            return Linker.nativeLinker().upcallStub(method, descriptor, Arena.global()).address();
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Lets nothing out that was thrown. */
    private record Guarded(Java java) {

        long malloc(long size) {
            try {
                return java.malloc(size);
            } catch (Throwable thrown) {
                return failed(thrown);
            }
        }

        long calloc(long count, long size) {
            try {
                return java.calloc(count, size);
            } catch (Throwable thrown) {
                return failed(thrown);
            }
        }

        long realloc(long address, long size) {
            try {
                return java.realloc(address, size);
            } catch (Throwable thrown) {
                return failed(thrown);
            }
        }

        void free(long address) {
            try {
                java.free(address);
            } catch (Throwable thrown) {
                failed(thrown);
            }
        }

        long alignedAlloc(long alignment, long size) {
            try {
                return java.alignedAlloc(alignment, size);
            } catch (Throwable thrown) {
                return failed(thrown);
            }
        }

        void alignedFree(long address) {
            try {
                java.alignedFree(address);
            } catch (Throwable thrown) {
                failed(thrown);
            }
        }

        private long failed(Throwable thrown) {
            try {
                java.failed(thrown);
            } catch (Throwable dropped) {
                // There is nobody left to tell.
            }
            return Memory.NULL;
        }
    }
}
