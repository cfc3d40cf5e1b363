package dev.mayfly.context;

import org.jspecify.annotations.Nullable;

/** The handle of a context that was opened on a thread. Closing it takes the context away again. */
public final class OpenContext implements AutoCloseable {

    private final Context context;
    private final @Nullable Context before;
    private final Runnable cleanup;
    private boolean closed;

    OpenContext(Context context, @Nullable Context before, Runnable cleanup) {
        this.context = context;
        this.before = before;
        this.cleanup = cleanup;
    }

    /**
     * The context that was opened.
     *
     * @return the context
     */
    public Context context() {
        return context;
    }

    /**
     * Takes the context away; one that was there before comes back. Closing twice is closing once.
     *
     * @throws WrongThreadException if another thread opened it; nothing is changed then
     * @throws IllegalStateException if a context opened after it is still open, with nothing
     *     changed then; or if a scope was left open, the context being closed all the same
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        checkThread();
        if (!Context.isCurrent(context)) {
            throw new IllegalStateException(
                    "a Context opened after this one is still open: close that first");
        }
        takeAway();
    }

    /**
     * Takes the context away together with those that were opened after it and are still open: for
     * who runs code of others, as a test framework does. Default contexts among those keep their
     * scratch.
     *
     * @throws WrongThreadException if another thread opened it; nothing is changed then
     * @throws IllegalStateException if a scope was left open, the context being closed all the same
     */
    public void closeWithLater() {
        if (!closed) {
            checkThread();
            takeAway();
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != context.thread) {
            throw new WrongThreadException(
                    "the Context of thread \"%s\" is closed on thread \"%s\": close it where it was opened"
                            .formatted(context.thread.getName(), Thread.currentThread().getName()));
        }
    }

    private void takeAway() {
        closed = true;
        try {
            context.checkDepth(0, "the code in this Context");
        } finally {
            Context.restore(before);
            cleanup.run();
        }
    }
}
