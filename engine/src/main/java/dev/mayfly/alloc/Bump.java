package dev.mayfly.alloc;

/**
 * The arithmetic of a bump cursor, chosen by how long the next allocation has to wait for this one.
 *
 * <p>Aligning the cursor up and then adding the size takes three steps one after the other. Here it
 * is two, an "or" and an addition: the last byte before an aligned block is the last byte before
 * the cursor with its low bits set. The block's start is found beside that and nothing waits for
 * it.
 *
 * <p>Places are kept {@link #RAISE} bytes above the byte before the real one, so that the start of
 * a block at the usual alignment is the raised cursor with its low bits cleared. Setting the low
 * bits for an alignment up to {@code RAISE} is the same above as below.
 *
 * <p>Compiled code knows the alignment as a rule, and everything that depends on it alone folds
 * away.
 */
final class Bump {

    /** How far a raised place is above the real one, bytes. */
    static final long RAISE = Allocator.DEFAULT_ALIGNMENT - 1;

    private static final long STEP = Allocator.DEFAULT_ALIGNMENT;

    /**
     * Every bit that an address of user memory can have set. Cutting the others off costs nothing,
     * because aligning takes an "and" as it is, and tells the JIT compiler that the address is not
     * negative: it then drops the bounds check of raw accesses to the block.
     */
    private static final long ADDRESS_BITS = (1L << 56) - 1;

    private Bump() {}

    /**
     * Where the block ends that goes next, raised. Of nonsense it makes nonsense, without a fault.
     */
    static long end(long raisedCursor, long size, long alignment) {
        return alignment <= STEP
                ? (raisedCursor | (alignment - 1)) + size
                : ((raisedCursor - STEP) | (alignment - 1)) + STEP + size;
    }

    /** Where the block starts that goes next: the real address. */
    static long start(long raisedCursor, long alignment) {
        return (raisedCursor + (alignment - STEP)) & (-alignment & ADDRESS_BITS);
    }
}
