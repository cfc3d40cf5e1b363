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

/** The loops of {@code mallocs.c} on one malloc; any thread may run them. */
public final class NativeMallocLoops {

    private final MemorySegment malloc;
    private final MemorySegment free;
    private final MethodHandle pairs;
    private final MethodHandle allocateAll;
    private final MethodHandle freeAll;
    private final MethodHandle ticks;
    private final MethodHandle churn;
    private final MethodHandle produce;
    private final MethodHandle consume;

    /**
     * Links the loops.
     *
     * @param malloc the address of C's {@code void *malloc(size_t)}
     * @param free the address of C's {@code void free(void *)}
     * @throws UncheckedIOException if the peer cannot be compiled; the message says why
     */
    public NativeMallocLoops(long malloc, long free) {
        this.malloc = MemorySegment.ofAddress(malloc);
        this.free = MemorySegment.ofAddress(free);
        SymbolLookup functions = library();
        FunctionDescriptor table = FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
        pairs = link(functions, "pairs", table);
        allocateAll =
                link(
                        functions,
                        "allocate_all",
                        FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT, ADDRESS));
        freeAll =
                link(functions, "free_all", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
        ticks =
                link(
                        functions,
                        "ticks_of_blocks",
                        FunctionDescriptor.ofVoid(
                                ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
        churn =
                link(
                        functions,
                        "churn",
                        FunctionDescriptor.ofVoid(
                                ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
        produce = link(functions, "produce", table);
        consume = link(functions, "consume", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
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
     * Makes a table of sizes that C can read.
     *
     * @param sizes bytes each
     * @return native memory that lives as long as it is reachable
     */
    public static MemorySegment table(int[] sizes) {
        return Arena.ofAuto().allocateFrom(JAVA_INT, sizes);
    }

    /**
     * Allocates and frees each size in turn.
     *
     * @param sizes from {@link #table}
     */
    public void pairs(MemorySegment sizes) {
        try {
            pairs.invokeExact(malloc, free, sizes, length(sizes));
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's pairs failed", failure);
        }
    }

    /**
     * Allocates each size once.
     *
     * @param sizes from {@link #table}
     * @param blocks where the addresses go, 8 bytes for each
     */
    public void allocateAll(MemorySegment sizes, MemorySegment blocks) {
        try {
            allocateAll.invokeExact(malloc, sizes, length(sizes), blocks);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's allocateAll failed", failure);
        }
    }

    /**
     * Frees blocks one by one.
     *
     * @param blocks their addresses
     */
    public void freeAll(MemorySegment blocks) {
        try {
            freeAll.invokeExact(free, blocks, (int) (blocks.byteSize() / Long.BYTES));
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's freeAll failed", failure);
        }
    }

    /**
     * Allocates each size and frees all of them, so many times.
     *
     * @param sizes from {@link #table}
     * @param blocks where the addresses are remembered, 8 bytes for each
     * @param times how many
     */
    public void ticks(MemorySegment sizes, MemorySegment blocks, int times) {
        try {
            ticks.invokeExact(malloc, free, sizes, length(sizes), blocks, times);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's ticks failed", failure);
        }
    }

    /**
     * Replaces blocks in random slots.
     *
     * @param random the address of the random numbers' state, 8 bytes
     * @param slots the address of the slots, all of them in use
     * @param slotCount how many there are
     * @param count how many blocks to replace
     */
    public void churn(long random, long slots, long slotCount, int count) {
        try {
            churn.invokeExact(
                    malloc,
                    free,
                    MemorySegment.ofAddress(random),
                    MemorySegment.ofAddress(slots),
                    slotCount,
                    count);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's churn failed", failure);
        }
    }

    /**
     * Allocates blocks and puts them into a ring, waiting for room.
     *
     * @param ring as {@code mallocs.c} lays it out
     * @param sizes from {@link #table}, a multiple of sixteen, each below 256
     */
    public void produce(MemorySegment ring, MemorySegment sizes) {
        try {
            produce.invokeExact(malloc, ring, sizes, length(sizes));
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's producer failed", failure);
        }
    }

    /**
     * Frees the blocks that are in a ring.
     *
     * @param ring as {@code mallocs.c} lays it out
     */
    public void consume(MemorySegment ring) {
        try {
            consume.invokeExact(free, ring);
        } catch (Throwable failure) {
            throw new IllegalStateException("the peer's consumer failed", failure);
        }
    }

    private static int length(MemorySegment sizes) {
        return (int) (sizes.byteSize() / Integer.BYTES);
    }
}
