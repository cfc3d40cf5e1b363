package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;

import org.jspecify.annotations.Nullable;

/** An allocator that a library has blocks of, and which thread may give them back to it. */
final class BlockOwner {

    final Allocator allocator;

    /** The one thread that may call the allocator; null if any may. */
    private final @Nullable Thread thread;

    /**
     * Whether memory of a freed block is used again. An arena's is not, but for that of its newest
     * block.
     */
    final boolean reuses;

    /** How many blocks of it the library has. */
    int live;

    BlockOwner(Allocator allocator) {
        this.allocator = allocator;
        boolean anyThread = allocator.features().contains(Feature.THREAD_SAFE);
        this.thread = anyThread ? null : Thread.currentThread();
        this.reuses = allocator.features().contains(Feature.REUSE);
    }

    boolean is(Allocator asked) {
        return allocator == asked && isCallable();
    }

    /** Whether the calling thread may call the allocator. */
    boolean isCallable() {
        return thread == null || thread == Thread.currentThread();
    }
}
