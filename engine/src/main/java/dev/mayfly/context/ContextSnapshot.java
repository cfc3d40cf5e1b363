package dev.mayfly.context;

import dev.mayfly.alloc.Allocator;

import org.jspecify.annotations.Nullable;

/**
 * What of a context may go to another thread: the general allocator and the user slot, never the
 * scratch, which is one thread's.
 *
 * {@snippet file="dev/mayfly/snippets/ContextSnippets.java" region="snapshot"}
 *
 * @param allocator the general allocator; it must be fit for the other thread, see {@code
 *     Feature.THREAD_SAFE}
 * @param userData the user's object, or null
 * @param userIndex the user's number
 */
public record ContextSnapshot(Allocator allocator, @Nullable Object userData, long userIndex) {

    /**
     * Takes the calling thread's context down.
     *
     * @return a snapshot that any thread may open
     * @throws NoContextException if the thread has no context
     */
    @UsesContext
    public static ContextSnapshot take() {
        Context context = Context.current();
        return new ContextSnapshot(context.allocator(), context.userData(), context.userIndex());
    }

    /**
     * Gives the calling thread a context made of this snapshot and a scratch of its own.
     *
     * @param tempAllocator the thread's scratch; it stays the caller's to close
     * @return the opened context's handle, to be closed on the same thread
     */
    @Contextless
    public OpenContext open(Allocator tempAllocator) {
        OpenContext opened = Context.open(allocator, tempAllocator);
        opened.context().setUser(userData, userIndex);
        return opened;
    }
}
