package dev.mayfly.context;

import dev.mayfly.alloc.Allocator;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of code with a changed {@link Context}. Closing it brings back what it changed.
 *
 * <p>Closed out of order, twice or on another thread, it says so and changes nothing. Scopes are
 * used again: a stale reference is recognised for the next three scopes of the same depth, so keep
 * none beyond its {@code try}. A context may hold on to an allocator or a user's object that a
 * closed scope brought in.
 */
public final class Scope implements AutoCloseable {

    private static final int CLOSED = -1;

    private final Context context;

    /** Whether it changes more than the general allocator, and so has something to remember. */
    private final boolean remembers;

    private int depth = CLOSED;
    private @Nullable Allocator tempAllocator;
    private @Nullable Object userData;
    private long userIndex;

    Scope(Context context, boolean remembers) {
        this.context = context;
        this.remembers = remembers;
    }

    /** How many scopes are open when this one is, itself included; negative if it is closed. */
    int depth() {
        return depth;
    }

    void open(int depth) {
        this.depth = depth;
    }

    void remember(Allocator tempAllocator, @Nullable Object userData, long userIndex) {
        this.tempAllocator = tempAllocator;
        this.userData = userData;
        this.userIndex = userIndex;
    }

    /**
     * Brings the context back to what it was.
     *
     * @throws IllegalStateException if this is not the innermost open scope
     * @throws WrongThreadException if another thread opened it
     */
    @Override
    public void close() {
        context.closing(this);
        depth = CLOSED;
        if (remembers) {
            bringBack();
        }
    }

    private void bringBack() {
        if (tempAllocator == null) {
            throw new AssertionError("an open scope that remembers nothing");
        }
        context.bringBack(tempAllocator, userData, userIndex);
    }
}
