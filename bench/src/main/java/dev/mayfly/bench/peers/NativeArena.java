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
import java.util.Optional;

/** An arena of a {@link Peer}, and the table of sizes that its ticks allocate. */
public final class NativeArena implements AutoCloseable {

    private static final FunctionDescriptor TICK =
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT);

    private static final FunctionDescriptor TICKS =
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);

    private static final FunctionDescriptor FILL = FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT);

    private final Arena lifetime = Arena.ofConfined();
    private final SymbolLookup functions;
    private final MethodHandle delete;
    private final Optional<MethodHandle> ticks;
    private final Optional<MethodHandle> fill;
    private final MemorySegment arena;
    private final MemorySegment sizes;

    private NativeArena(SymbolLookup functions, String prefix, long capacity, int[] sizes) {
        this.functions = functions;
        this.fill = functions.find("fill").map(_ -> link(functions, "fill", FILL));
        this.ticks = functions.find("ticks").map(_ -> link(functions, "ticks", TICKS));
        this.sizes = lifetime.allocateFrom(JAVA_INT, sizes);
        this.delete = link(functions, prefix + "_delete", FunctionDescriptor.ofVoid(ADDRESS));
        MethodHandle create =
                link(functions, prefix + "_new", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        try {
            this.arena = (MemorySegment) create.invokeExact(capacity);
        } catch (Throwable failure) {
            throw new IllegalStateException(prefix + "_new failed", failure);
        }
        if (arena.address() == 0) {
            throw new IllegalStateException(prefix + "_new has no " + capacity + " bytes");
        }
    }

    /**
     * Opens an arena of C's.
     *
     * @param capacity bytes
     * @param sizes what a tick allocates, bytes each
     * @return an arena that is the caller's to close
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public static NativeArena ofC(long capacity, int[] sizes) {
        return new NativeArena(library(Peer.C), "arena", capacity, sizes);
    }

    /**
     * Opens an arena of bumpalo's.
     *
     * @param capacity bytes
     * @param sizes what a tick allocates, bytes each
     * @return an arena that is the caller's to close
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public static NativeArena ofBumpalo(long capacity, int[] sizes) {
        return new NativeArena(library(Peer.BUMPALO), "bumpalo", capacity, sizes);
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup library(Peer peer) {
        try {
            return SymbolLookup.libraryLookup(peer.compiled(), Arena.global());
        } catch (IOException reason) {
            throw new UncheckedIOException(reason);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(SymbolLookup functions, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(functions.findOrThrow(name), type);
    }

    /**
     * One of the peer's ticks.
     *
     * @param name the function's
     * @return what {@link #run} takes
     */
    public MethodHandle tick(String name) {
        return link(functions, name, TICK);
    }

    /**
     * Runs a tick: allocates each size once, stores into each block, and resets.
     *
     * @param tick from {@link #tick}
     */
    public void run(MethodHandle tick) {
        try {
            tick.invokeExact(arena, sizes, (int) sizes.byteSize() / Integer.BYTES);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's tick failed", failure);
        }
    }

    /**
     * Runs ticks of C's, as {@code tick} has them, without coming back in between.
     *
     * @param times how many
     */
    public void run(int times) {
        try {
            ticks.orElseThrow()
                    .invokeExact(arena, sizes, (int) sizes.byteSize() / Integer.BYTES, times);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's ticks failed", failure);
        }
    }

    /**
     * Fills an arena of C's with blocks of 64 bytes, each with one store, and empties it.
     *
     * @param times how often
     */
    public void fill(int times) {
        try {
            fill.orElseThrow().invokeExact(arena, times);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's fill failed", failure);
        }
    }

    /**
     * Where C's memory begins.
     *
     * @return an address
     */
    @SuppressWarnings("restricted")
    public long base() {
        return arena.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0).address();
    }

    @Override
    public void close() {
        try {
            delete.invokeExact(arena);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's arena cannot be deleted", failure);
        }
        lifetime.close();
    }
}
