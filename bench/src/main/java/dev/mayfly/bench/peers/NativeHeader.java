package dev.mayfly.bench.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The ticks of {@code header.c}, which allocate through {@code mayfly.h}. */
public final class NativeHeader {

    private final MemorySegment sizes;
    private final SymbolLookup functions;

    /**
     * Links the ticks.
     *
     * @param sizes what a tick allocates, bytes each
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public NativeHeader(int[] sizes) {
        this.sizes = Arena.ofAuto().allocateFrom(JAVA_INT, sizes);
        this.functions = library();
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup library() {
        try {
            return SymbolLookup.libraryLookup(Peer.C.compiled(), Arena.global());
        } catch (IOException reason) {
            throw new UncheckedIOException(reason);
        }
    }

    /**
     * One of the ticks.
     *
     * @param name the function's
     * @return what {@link #run} takes
     */
    @SuppressWarnings("restricted")
    public MethodHandle tick(String name) {
        return Linker.nativeLinker()
                .downcallHandle(
                        functions.findOrThrow(name),
                        FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_INT));
    }

    /**
     * Runs a tick: allocates each size once in scratch and stores into each block.
     *
     * @param tick from {@link #tick}
     * @param context from {@code Context.toNative()}
     */
    public void run(MethodHandle tick, long context) {
        int error;
        try {
            int count = (int) sizes.byteSize() / Integer.BYTES;
            error = (int) tick.invokeExact(context, sizes, count);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's tick failed", failure);
        }
        if (error != 0) {
            throw new IllegalStateException("the peer's tick got error " + error);
        }
    }
}
