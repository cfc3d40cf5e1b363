package dev.mayfly.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Links functions of the system and reads the error number that the last of them left. */
final class SystemCalls {

    private final Linker linker = Linker.nativeLinker();
    private final SymbolLookup symbols;
    private final Linker.Option captureError;
    private final VarHandle error;

    /** One slot a thread for the captured error: freed with the thread's last use of it. */
    private final ThreadLocal<MemorySegment> capture =
            ThreadLocal.withInitial(
                    () -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    /**
     * @param symbols where the functions are
     * @param errorName the system's error variable: {@code errno} or {@code GetLastError}
     */
    SystemCalls(SymbolLookup symbols, String errorName) {
        this.symbols = symbols;
        this.captureError = Linker.Option.captureCallState(errorName);
        this.error =
                Linker.Option.captureStateLayout()
                        .varHandle(MemoryLayout.PathElement.groupElement(errorName));
    }

    /**
     * A function whose failure leaves an error number; its handle takes {@link #capture()} first.
     */
    @SuppressWarnings("restricted")
    MethodHandle link(String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(symbols.findOrThrow(name), descriptor, captureError);
    }

    /** A function whose error number nobody asks for. */
    @SuppressWarnings("restricted")
    MethodHandle linkPlain(String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(symbols.findOrThrow(name), descriptor);
    }

    /**
     * C's {@code memset}, linked so that the call is a plain jump: it must be short, and takes no
     * lock.
     */
    @SuppressWarnings("restricted")
    static MethodHandle linkMemset() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("memset"),
                FunctionDescriptor.of(SIZE_T, SIZE_T, INT, SIZE_T),
                Linker.Option.critical(false));
    }

    /** The calling thread's slot for the error number. */
    MemorySegment capture() {
        return capture.get();
    }

    /** The number that the calling thread's last linked call left. */
    int lastError() {
        return (int) error.get(capture.get(), 0L);
    }

    /**
     * For the {@code catch} around {@code invokeExact}: a downcall itself throws nothing checked.
     */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a downcall threw", thrown);
    }

    /**
     * The C type {@code size_t}, and with it every pointer-sized integer, on the 64-bit systems
     * that Mayfly runs on.
     */
    static final ValueLayout.OfLong SIZE_T = ValueLayout.JAVA_LONG;

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
}
