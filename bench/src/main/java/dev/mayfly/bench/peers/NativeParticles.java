package dev.mayfly.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The loops of {@code particles.c}. */
public final class NativeParticles {

    private final MethodHandle moveArray;
    private final MethodHandle moveColumns;

    /**
     * Links the loops.
     *
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public NativeParticles() {
        SymbolLookup functions = library();
        moveArray =
                link(
                        functions,
                        "move_array",
                        FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_FLOAT));
        moveColumns =
                link(
                        functions,
                        "move_columns",
                        FunctionDescriptor.ofVoid(
                                ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_FLOAT));
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
     * Moves an array of structs.
     *
     * @param particles as {@code particles.c} lays them out
     * @param count how many
     * @param dt seconds
     */
    public void moveArray(MemorySegment particles, long count, float dt) {
        try {
            moveArray.invokeExact(particles, count, dt);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's moveArray failed", failure);
        }
    }

    /**
     * Moves columns.
     *
     * @param x floats
     * @param y floats
     * @param vx floats
     * @param vy floats
     * @param count how many of each
     * @param dt seconds
     */
    public void moveColumns(
            MemorySegment x,
            MemorySegment y,
            MemorySegment vx,
            MemorySegment vy,
            long count,
            float dt) {
        try {
            moveColumns.invokeExact(x, y, vx, vy, count, dt);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's moveColumns failed", failure);
        }
    }
}
