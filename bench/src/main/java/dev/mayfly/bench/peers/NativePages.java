package dev.mayfly.bench.peers;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/** The loop of {@code pages.c}. */
public final class NativePages {

    private final MethodHandle fillFresh;

    /**
     * Links the loop.
     *
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    @SuppressWarnings("restricted")
    public NativePages() {
        try {
            SymbolLookup functions = SymbolLookup.libraryLookup(Peer.C.compiled(), Arena.global());
            fillFresh =
                    Linker.nativeLinker()
                            .downcallHandle(
                                    functions.findOrThrow("fill_fresh"),
                                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT));
        } catch (IOException reason) {
            throw new UncheckedIOException(reason);
        }
    }

    /**
     * Takes pages, stores into each of their cache lines, and gives them back.
     *
     * @param bytes of them
     * @param huge whether the system is asked for huge pages
     * @param times how often
     */
    public void fillFresh(long bytes, boolean huge, int times) {
        int left;
        try {
            left = (int) fillFresh.invokeExact(bytes, huge ? 1 : 0, times);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's fillFresh failed", failure);
        }
        if (left != 0) {
            throw new IllegalStateException("the system has no " + bytes + " bytes");
        }
    }
}
