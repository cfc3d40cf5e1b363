package dev.mayfly.context;

/**
 * Code asked for the current {@link Context} on a thread that has none. The message names the
 * thread and the cures.
 */
public final class NoContextException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoContextException(Thread thread) {
        super(
                "thread \"%s\" has no Context: open one with Context.defaultContext() (in a callback), run the code in Context.runDefault(…) or a GameLoop, or pass an allocator explicitly"
                        .formatted(thread.getName()));
    }
}
