package dev.mayfly.context;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.CCompiler;
import dev.mayfly.memory.Memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code sample.c}, compiled once and called. */
@SuppressWarnings("restricted")
public final class SampleLibrary {

    // As in mayfly.h.
    static final int ALLOC = 0;
    static final int ALLOC_NON_ZEROED = 1;
    static final int RESIZE = 2;
    static final int RESIZE_NON_ZEROED = 3;
    static final int FREE = 4;
    static final int FREE_ALL = 5;

    private static SampleLibrary loaded;

    private final SymbolLookup symbols;

    /** For what C writes: results. */
    private final long out = Arena.global().allocate(8).address();

    private final MethodHandle operate;

    private SampleLibrary(Path file) {
        symbols = SymbolLookup.libraryLookup(file, Arena.global());
        operate =
                link(
                        "operate", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG, JAVA_LONG, JAVA_LONG);
    }

    /** The library, or no test. */
    public static SampleLibrary orSkip() {
        if (loaded == null) {
            try {
                Path folder = Files.createTempDirectory("mayfly-sample");
                folder.toFile().deleteOnExit();
                Path file =
                        CCompiler.library(
                                folder, CCompiler.resource("/dev/mayfly/context/sample.c"));
                loaded = new SampleLibrary(file);
                for (var each : folder.toFile().listFiles()) {
                    each.deleteOnExit();
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return loaded;
    }

    /** A function of the library. */
    public MethodHandle link(String name, MemoryLayout result, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    /** One operation on scratch, or on the general allocator. Returns the error's code. */
    int operate(boolean temp, int operation, long size, long alignment, long block, long oldSize) {
        try {
            return (int)
                    operate.invokeExact(
                            Context.current().toNative(),
                            temp ? 1 : 0,
                            operation,
                            size,
                            alignment,
                            block,
                            oldSize,
                            out);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** The block of the last operation. */
    long result() {
        return Memory.getLong(out);
    }

    /** A block from an allocator that must have it. */
    long make(boolean temp, int operation, long size, long alignment) {
        return made(operate(temp, operation, size, alignment, 0, 0));
    }

    long made(int error) {
        if (error != 0) {
            throw new AssertionError("C got error " + error);
        }
        return result();
    }

    int sumOfSquares(long context, MemorySegment values, long count, MemorySegment sum) {
        try {
            return (int)
                    link("sum_of_squares", JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS)
                            .invokeExact(context, values, count, sum);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** The sum of the numbers below, in a list that C grows; or a negative error. */
    long sumOfList(long count) {
        try {
            int error =
                    (int)
                            link("sum_of_list", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG)
                                    .invokeExact(Context.current().toNative(), count, out);
            return error == 0 ? result() : -error;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Calls of Java that C needed for so many blocks of scratch. */
    long callsFor(long count, long size) {
        try {
            return (long)
                    link("calls_for", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG)
                            .invokeExact(Context.current().toNative(), count, size);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Blocks of scratch that C fills with a call of Java after each; what C found wrong. */
    long withCallbacks(long count, Runnable call) {
        try (Arena lifetime = Arena.ofConfined()) {
            MethodHandle run =
                    MethodHandles.lookup()
                            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                            .bindTo(call);
            MemorySegment stub =
                    Linker.nativeLinker().upcallStub(run, FunctionDescriptor.ofVoid(), lifetime);
            return (long)
                    link("with_callbacks", JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS)
                            .invokeExact(Context.current().toNative(), count, stub);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    long withOwnAllocator(MemorySegment values, long count, MemorySegment sum) {
        try {
            return (long)
                    link("with_own_allocator", JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS)
                            .invokeExact(values, count, sum);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** The user's number; the pointer is the {@link #result}. */
    long user() {
        try {
            return (long)
                    link("user", JAVA_LONG, JAVA_LONG, JAVA_LONG)
                            .invokeExact(Context.current().toNative(), out);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    String errorName(int error) {
        try {
            MemorySegment name =
                    (MemorySegment) link("error_name", ADDRESS, JAVA_INT).invokeExact(error);
            return name.reinterpret(100).getString(0);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }
}
