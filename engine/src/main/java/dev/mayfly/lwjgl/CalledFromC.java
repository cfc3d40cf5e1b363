package dev.mayfly.lwjgl;

import dev.mayfly.memory.MallocFunctions;

import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil.MemoryAllocator;

/**
 * LWJGL's allocator in Java, and the C functions by which native libraries reach it. Nothing that
 * is thrown in Java leaves them: it goes to {@link #failed}, and C gets NULL.
 *
 * <p><b>Cost:</b> a call from C is about 20 ns above one from Java. <b>Lifetime:</b> the functions
 * live until the process ends. <b>Thread:</b> any, native threads included.
 */
abstract class CalledFromC implements MemoryAllocator {

    private @Nullable MallocFunctions functions;

    /** C has called; the call ends with {@link #left}, whatever happens. */
    void entered() {}

    /** The call from C ends. */
    void left() {}

    /** A call from C threw something. */
    abstract void failed(Throwable thrown);

    @Override
    public final long getMalloc() {
        return functions().malloc();
    }

    @Override
    public final long getCalloc() {
        return functions().calloc();
    }

    @Override
    public final long getRealloc() {
        return functions().realloc();
    }

    @Override
    public final long getFree() {
        return functions().free();
    }

    @Override
    public final long getAlignedAlloc() {
        return functions().alignedAlloc();
    }

    @Override
    public final long getAlignedFree() {
        return functions().alignedFree();
    }

    /** Made when the first library asks: most of the time that a start takes goes into it. */
    private synchronized MallocFunctions functions() {
        MallocFunctions known = functions;
        if (known == null) {
            known = MallocFunctions.of(new Calls());
            functions = known;
        }
        return known;
    }

    private final class Calls implements MallocFunctions.Java {

        @Override
        public long malloc(long size) {
            entered();
            try {
                return CalledFromC.this.malloc(size);
            } finally {
                left();
            }
        }

        @Override
        public long calloc(long count, long size) {
            entered();
            try {
                return CalledFromC.this.calloc(count, size);
            } finally {
                left();
            }
        }

        @Override
        public long realloc(long address, long size) {
            entered();
            try {
                return CalledFromC.this.realloc(address, size);
            } finally {
                left();
            }
        }

        @Override
        public void free(long address) {
            entered();
            try {
                CalledFromC.this.free(address);
            } finally {
                left();
            }
        }

        @Override
        public long alignedAlloc(long alignment, long size) {
            entered();
            try {
                return CalledFromC.this.aligned_alloc(alignment, size);
            } finally {
                left();
            }
        }

        @Override
        public void alignedFree(long address) {
            entered();
            try {
                CalledFromC.this.aligned_free(address);
            } finally {
                left();
            }
        }

        @Override
        public void failed(Throwable thrown) {
            CalledFromC.this.failed(thrown);
        }
    }
}
