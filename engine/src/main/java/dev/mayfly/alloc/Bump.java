package dev.mayfly.alloc;

/**
 * The arithmetic of a bump cursor, chosen by how long the next allocation has to wait for this one.
 *
 * <p>Aligning the cursor up and then adding the size takes three steps one after the other. Here it
 * is two, an "or" and an addition: the last byte before an aligned block is the last byte before
 * the cursor with its low bits set.
 *
 * <p>Places are kept {@link #RAISE} bytes above the real ones. Setting the low bits of the byte
 * before, for an alignment up to {@code RAISE + 1}, is then setting them in the place itself; and
 * where a block starts is the same distance below for all alignments, which an access to the block
 * adds without an instruction of its own.
 *
 * <p>Compiled code knows the alignment as a rule, and everything that depends on it alone folds
 * away.
 */
final class Bump {

    /** How far a raised place is above the real one, bytes. */
    static final long RAISE = Allocator.DEFAULT_ALIGNMENT - 1;

    private static final long STEP = Allocator.DEFAULT_ALIGNMENT;

    /** Every bit that an address of user memory can have set. */
    private static final long ADDRESS_BITS = (1L << 56) - 1;

    private Bump() {}

    /**
     * Where the block starts that goes next, raised; its size further on is where it ends. Of
     * nonsense it makes nonsense, without a fault.
     */
    static long place(long raisedCursor, long alignment) {
        return alignment <= STEP
                ? raisedCursor | (alignment - 1)
                : ((raisedCursor - STEP) | (alignment - 1)) + STEP;
    }

    /** Where the block ends that goes next, raised. */
    static long end(long raisedCursor, long size, long alignment) {
        return place(raisedCursor, alignment) + size;
    }

    /**
     * The real address where the block starts that goes next, for a segment over it. Aligning takes
     * an "and" here, and cutting off the bits that no address has costs nothing then; it tells the
     * JIT compiler that the address is not negative, which every access to a segment asks.
     */
    static long start(long raisedCursor, long alignment) {
        return (raisedCursor + (alignment - STEP)) & (-alignment & ADDRESS_BITS);
    }
}
