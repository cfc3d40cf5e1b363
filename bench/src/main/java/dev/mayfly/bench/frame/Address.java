package dev.mayfly.bench.frame;

/**
 * Arithmetic with raw addresses, for loops in which each instruction counts. Where the JIT compiler
 * does not know that an address is not negative, each access compares it; an "and" that changes no
 * address tells it so. Without these the search for neighbours takes a third longer.
 */
final class Address {

    /** Every bit that an address of user memory can have set. */
    private static final long BITS = (1L << 56) - 1;

    private Address() {}

    /** An address, for a loop that adds to it what counts up from 0. */
    static long known(long address) {
        return address & BITS;
    }

    /** An address that many bytes further on, whatever they were computed from. */
    static long at(long address, long bytes) {
        return address + bytes & BITS;
    }
}
