package dev.mayfly.context;

import dev.mayfly.alloc.Allocator;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of code with a changed {@link Context}. Closing it brings back what it changed.
 *
 * <p>Closed out of order, twice or on another thread, it says so and changes nothing. Scopes are
 * used again: a stale reference is recognised for the next three scopes of the same depth, so keep
 * none beyond its {@code try}. A closed scope may hold on to the allocator that it brought back.
 */
public final class Scope implements AutoCloseable {

    /** What of a context a scope changes. */
    enum Slot {
        ALLOCATOR,
        TEMP_ALLOCATOR,
        USER
    }

    private final Context context;
    private final int depth;

    private boolean open;
    private Slot restores = Slot.USER;
    private @Nullable Object before;
    private long indexBefore;

    Scope(Context context, int depth) {
        this.context = context;
        this.depth = depth;
    }

    boolean isOpen() {
        return open;
    }

    /** How many scopes are open when this one is, itself included. */
    int depth() {
        return depth;
    }

    void open(Slot slot) {
        restores = slot;
        switch (slot) {
            case ALLOCATOR -> before = context.allocator;
            case TEMP_ALLOCATOR -> before = context.tempAllocator;
            case USER -> {
                before = context.userData;
                indexBefore = context.userIndex;
            }
        }
        open = true;
    }

    /**
     * Brings the context back to what it was.
     *
     * @throws IllegalStateException if this is not the innermost open scope
     * @throws WrongThreadException if another thread opened it
     */
    @Override
    public void close() {
        context.scopes.closing(this);
        open = false;
        switch (restores) {
            case ALLOCATOR -> context.allocator = allocatorBefore();
            case TEMP_ALLOCATOR -> context.tempAllocator = allocatorBefore();
            case USER -> {
                context.userData = before;
                context.userIndex = indexBefore;
            }
        }
    }

    private Allocator allocatorBefore() {
        if (before instanceof Allocator allocator) {
            return allocator;
        }
        throw new AssertionError(
                "a context always has its allocators, but a scope found " + before);
    }
}
