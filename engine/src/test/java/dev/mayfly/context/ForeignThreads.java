package dev.mayfly.context;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.CCompiler;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** Threads made in C, which call back. {@code foreign.c}, compiled once. */
@SuppressWarnings("restricted")
public final class ForeignThreads {

    private static ForeignThreads loaded;

    private final SymbolLookup symbols;

    private ForeignThreads(Path file) {
        symbols = SymbolLookup.libraryLookup(file, Arena.global());
    }

    /** The library, or no test. */
    public static ForeignThreads orSkip() {
        if (loaded == null) {
            try {
                Path folder = Files.createTempDirectory("mayfly-foreign");
                folder.toFile().deleteOnExit();
                String source = CCompiler.resource("/dev/mayfly/context/foreign.c");
                Path file = CCompiler.library(folder, source);
                for (File each : folder.toFile().listFiles()) {
                    each.deleteOnExit();
                }
                loaded = new ForeignThreads(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return loaded;
    }

    /** Calls back once, on one thread. */
    public void call(Runnable callback) {
        call(callback, 1, 1);
    }

    /** Calls back so many times on each of so many threads, one thread after the other. */
    public void call(Runnable callback, int threads, int times) {
        call("call_on_threads", callback, threads, times);
    }

    /** The same on all threads at once, 64 at most. */
    public void callAtOnce(Runnable callback, int threads, int times) {
        call("call_on_threads_at_once", callback, threads, times);
    }

    /** What a callback throws is thrown here, for C must not see it. */
    private void call(String function, Runnable callback, int threads, int times) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Runnable guarded =
                () -> {
                    try {
                        callback.run();
                    } catch (Throwable failure) {
                        thrown.set(failure);
                    }
                };
        try (Arena lifetime = Arena.ofShared()) {
            int error =
                    (int)
                            link(function)
                                    .invokeExact(
                                            stub(guarded, lifetime),
                                            MemorySegment.NULL,
                                            threads,
                                            times);
            if (error != 0) {
                throw new AssertionError("C makes no thread");
            }
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
    }

    private MethodHandle link(String function) {
        return Linker.nativeLinker()
                .downcallHandle(
                        symbols.findOrThrow(function),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
    }

    private static MemorySegment stub(Runnable callback, Arena lifetime)
            throws ReflectiveOperationException {
        MethodHandle run =
                MethodHandles.lookup()
                        .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                        .bindTo(callback);
        return Linker.nativeLinker()
                .upcallStub(
                        MethodHandles.dropArguments(run, 0, MemorySegment.class),
                        FunctionDescriptor.ofVoid(ADDRESS),
                        lifetime);
    }
}
