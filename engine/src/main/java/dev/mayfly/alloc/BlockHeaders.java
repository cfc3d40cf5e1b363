package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The 16 bytes before a block that tell a live block from a freed one and from what is no block at
 * all. {@link RollbackStack} and {@link ScratchRing} use them.
 *
 * <pre>
 *   address - 16          address - 8               address
 *     | seal: live or freed | size, way to a neighbour | the block …
 * </pre>
 *
 * <p>The seal depends on the address, on the other 8 bytes, and on a number that nobody else has:
 * headers of other allocators, of blocks before the last {@link #forgetAll}, and headers that
 * somebody wrote over do not count.
 *
 * <p>Blocks, and so their headers, begin at multiples of 16 and fill whole units of 16 bytes.
 */
final class BlockHeaders {

    /** Bytes of a header, and the unit of everything around it. */
    static final long BYTES = 16;

    /** The largest size that a header can tell, bytes. */
    static final long LARGEST = 1L << 30;

    private static final long SIZE_BITS = 0xFFFF_FFFFL;

    /** Odd, and its bits are without order: neighbours get seals that are far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final AtomicLong LAST = new AtomicLong();

    private long secret;

    BlockHeaders() {
        forgetAll();
    }

    /** From now on no header that was written before counts. */
    void forgetAll() {
        secret = LAST.incrementAndGet() * SPREAD;
    }

    /** Where the block ends, rounded up to whole units. */
    static long end(long address, long size) {
        return Requests.alignUp(address + size, BYTES);
    }

    /** Where the next block begins that has its header at {@code cursor} or behind. */
    static long start(long cursor, long alignment) {
        return alignment <= BYTES ? cursor + BYTES : Requests.alignUp(cursor + BYTES, alignment);
    }

    /**
     * Makes a live block.
     *
     * @param size bytes, up to {@link #LARGEST}
     * @param back bytes to a block before it in the same piece of memory, or 0
     */
    void write(long address, long size, long back) {
        long about = back / BYTES << 32 | size;
        Memory.putLong(address - 8, about);
        Memory.putLong(address - 16, seal(address, about));
    }

    void markFreed(long address) {
        Memory.putLong(address - 16, ~Memory.getLong(address - 16));
    }

    private long seal(long address, long about) {
        return address ^ about * SPREAD ^ secret;
    }

    /**
     * Whether a live block begins here.
     *
     * @param address at least 16 bytes into readable memory
     */
    boolean isLive(long address) {
        return Memory.getLong(address - 16) == seal(address, Memory.getLong(address - 8));
    }

    /** Whether a block began here that was freed. */
    boolean isFreed(long address) {
        return Memory.getLong(address - 16) == ~seal(address, Memory.getLong(address - 8));
    }

    /** Whether a block begins here, live or freed. */
    boolean isBlock(long address) {
        return isLive(address) || isFreed(address);
    }

    /** Whether a live block begins at {@code block} and has an address in it. */
    boolean isAround(long block, long address) {
        return isLive(block) && Long.compareUnsigned(address - block, size(block)) < 0;
    }

    /** The size that a block was requested with, bytes. */
    static long size(long address) {
        return Memory.getLong(address - 8) & SIZE_BITS;
    }

    /** Bytes to the block before, or 0. */
    static long back(long address) {
        return (Memory.getLong(address - 8) >>> 32) * BYTES;
    }

    /**
     * Sees to it that a live block begins here, and that it was requested with this size.
     *
     * @param size bytes, or {@link Allocator#UNKNOWN_SIZE}
     */
    void check(Allocator owner, long address, long size) {
        if (!isLive(address)) {
            throw isFreed(address)
                    ? WrongBlocks.freedBefore(owner, address)
                    : WrongBlocks.unknown(owner, address);
        }
        WrongBlocks.checkSize(owner, address, size, size(address));
    }
}
