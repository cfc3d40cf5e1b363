package dev.mayfly.context;

import dev.mayfly.alloc.Allocator;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of code with a changed {@link Context}. Closing it brings everything back to what it
 * was when the scope opened.
 *
 * <p>Closed out of order, twice or on another thread, it says so and changes nothing. Scopes are
 * taken from a small ring and used again: a stale reference is recognised for the next 15 scopes of
 * its thread, so keep none beyond its {@code try}.
 */
public final class Scope implements AutoCloseable {

    private final Scopes all;

    @Nullable Scope outer;
    int depth;
    boolean open;

    @Nullable Allocator allocator;
    @Nullable Allocator tempAllocator;
    @Nullable Object userData;
    long userIndex;

    Scope(Scopes all) {
        this.all = all;
    }

    /**
     * Brings the context back to what it was.
     *
     * @throws IllegalStateException if this is not the innermost open scope
     * @throws WrongThreadException if another thread opened it
     */
    @Override
    public void close() {
        all.close(this);
    }
}
