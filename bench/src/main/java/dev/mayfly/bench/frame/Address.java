package dev.mayfly.bench.frame;

/** Arithmetic with raw addresses. */
final class Address {

    /** Every bit that an address of user memory can have set. */
    private static final long BITS = (1L << 56) - 1;

    private Address() {}

    /**
     * An address some bytes further on. The "and" changes no address; it tells the JIT compiler
     * that it is not negative, which saves a comparison in each access that starts from it.
     */
    static long at(long address, long bytes) {
        return address + bytes & BITS;
    }
}
