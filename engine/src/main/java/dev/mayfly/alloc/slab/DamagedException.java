package dev.mayfly.alloc.slab;

/**
 * A list of free blocks was broken by its user, and is mended: a block in it was freed twice, or
 * written to after it was freed.
 */
public final class DamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The block where the list broke. */
    public final long block;

    /** Its size class, bytes. */
    public final long size;

    DamagedException(long block, long size) {
        this.block = block;
        this.size = size;
    }
}
