package dev.mayfly.bench.peers;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The loops of {@code kernels.c}; addresses are of floats. */
public final class NativeKernels {

    private final MethodHandle addScaled;
    private final MethodHandle clamp;
    private final MethodHandle sum;
    private final MethodHandle dot;

    /**
     * Links the loops.
     *
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public NativeKernels() {
        SymbolLookup functions = library();
        addScaled =
                link(
                        functions,
                        "add_scaled",
                        FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_FLOAT));
        clamp =
                link(
                        functions,
                        "clamp",
                        FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_FLOAT, JAVA_FLOAT));
        sum = link(functions, "sum", FunctionDescriptor.of(JAVA_FLOAT, JAVA_LONG, JAVA_LONG));
        dot =
                link(
                        functions,
                        "dot",
                        FunctionDescriptor.of(JAVA_FLOAT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup library() {
        try {
            return SymbolLookup.libraryLookup(Peer.C.compiled(), Arena.global());
        } catch (IOException reason) {
            throw new UncheckedIOException(reason);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(SymbolLookup functions, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(functions.findOrThrow(name), type);
    }

    /**
     * Adds to each of the first the second's, scaled.
     *
     * @param x changed
     * @param v added
     * @param count of each
     * @param scale of what is added
     */
    public void addScaled(long x, long v, long count, float scale) {
        try {
            addScaled.invokeExact(x, v, count, scale);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's addScaled failed", failure);
        }
    }

    /**
     * Brings all of them between two numbers.
     *
     * @param x changed
     * @param count how many
     * @param low the least
     * @param high the greatest
     */
    public void clamp(long x, long count, float low, float high) {
        try {
            clamp.invokeExact(x, count, low, high);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's clamp failed", failure);
        }
    }

    /**
     * Adds them up.
     *
     * @param x read
     * @param count how many
     * @return their sum
     */
    public float sum(long x, long count) {
        try {
            return (float) sum.invokeExact(x, count);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's sum failed", failure);
        }
    }

    /**
     * Adds up the products of two rows.
     *
     * @param x read
     * @param y read
     * @param count of each
     * @return the sum of x[i] * y[i]
     */
    public float dot(long x, long y, long count) {
        try {
            return (float) dot.invokeExact(x, y, count);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's dot failed", failure);
        }
    }
}
