package dev.mayfly.alloc.proof;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

import java.util.concurrent.atomic.LongAdder;

/**
 * Makes blocks that say themselves how large they are and whose every word depends on where it is,
 * so that any thread can see whether a block is whole before it takes it back. And counts them.
 */
final class Cookies {

    /** Bytes; below it there is no room for a cookie. */
    static final int SMALLEST = 8;

    private static final long COOKIE = 0x5DEE_CE66_D1CE_4E5BL;
    private static final long LARGEST = 1 << 24;

    final Allocator allocator;
    private final Member member;
    private final long heldWhenFresh;
    private final LongAdder made = new LongAdder();
    private final LongAdder takenBack = new LongAdder();

    Cookies(Member member) {
        this.member = member;
        this.allocator = member.create();
        this.heldWhenFresh = member.held().applyAsLong(allocator);
    }

    /** A new block; zeroed ones are seen to be zero first. */
    long make(long size, boolean zeroed) {
        long address = zeroed ? allocator.alloc(size, 16) : allocator.allocNonZeroed(size, 16);
        if (zeroed) {
            Pattern.checkZero(address, size);
        } else if (hasCookie(address)) {
            throw new AssertionError(
                    "the block at 0x%x is handed out and was not taken back".formatted(address));
        }
        Memory.putLong(address, size ^ address ^ COOKIE);
        Pattern.write(address + 8, size - 8, address);
        made.increment();
        return address;
    }

    /** Sees that a block is whole. */
    long check(long address) {
        if (!hasCookie(address)) {
            throw new AssertionError("the cookie of the block at 0x%x is gone".formatted(address));
        }
        long size = size(address);
        Pattern.check(address + 8, size - 8, address);
        return size;
    }

    private static boolean hasCookie(long address) {
        long size = size(address);
        return size >= SMALLEST && size <= LARGEST;
    }

    private static long size(long address) {
        return Memory.getLong(address) ^ address ^ COOKIE;
    }

    /** Frees a block, whoever made it. Its cookie goes first, so that nobody can do it again. */
    void takeBack(long address) {
        long size = check(address);
        Memory.putLong(address, 0);
        takenBack.increment();
        allocator.free(address, size);
    }

    /** Has the allocator do for itself what it can, such as trimming. */
    void upkeep() {
        member.upkeep().accept(allocator);
    }

    /** Sees that every block came back, and that the allocator thinks so too. Closes it. */
    void close() {
        long live = made.sum() - takenBack.sum();
        if (live != 0) {
            throw new AssertionError(
                    "of %d blocks %d were not given back".formatted(made.sum(), live));
        }
        member.checkNothingIsLeft(allocator, heldWhenFresh);
        allocator.close();
    }
}
