package dev.mayfly.alloc.slab;

import org.jspecify.annotations.Nullable;

/** There is no memory for another slab. */
public final class NoSlabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Who says no. */
    public enum Reason {
        /** The memory limit. */
        LIMIT,
        /** The range of addresses is full. */
        ADDRESSES,
        /** The operating system. */
        SYSTEM
    }

    /** Who says no. */
    public final Reason reason;

    NoSlabException(Reason reason, @Nullable Throwable cause) {
        super(reason.toString(), cause);
        this.reason = reason;
    }
}
