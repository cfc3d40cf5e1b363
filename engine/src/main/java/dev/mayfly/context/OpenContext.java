package dev.mayfly.context;

import org.jspecify.annotations.Nullable;

/**
 * The handle of a context that was opened on a thread. Closing it takes the context away again.
 *
 * <p>Handles of default contexts are used again: a stale one is recognised for the next three on
 * the thread, so keep none beyond its {@code try}.
 */
public final class OpenContext implements AutoCloseable {

    private final Context context;
    private final @Nullable DefaultContext source;
    private @Nullable Context before;
    private boolean closed = true;

    /**
     * @param source who gave the context and takes it back; null if nobody does
     */
    OpenContext(Context context, @Nullable DefaultContext source) {
        this.context = context;
        this.source = source;
    }

    void opened(@Nullable Context contextBefore) {
        before = contextBefore;
        closed = false;
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
            before = null;
            if (source != null) {
                source.closed();
            }
        }
    }
}
