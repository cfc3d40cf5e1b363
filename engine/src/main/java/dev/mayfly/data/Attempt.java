package dev.mayfly.data;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;

import java.util.function.Supplier;

/**
 * What came of a {@code try…} call that makes something in native memory: the thing, or the reason
 * why there is none. {@link AllocResult} is the same for plain blocks.
 *
 * <p>Take it apart with a {@code switch}; the compiler sees to it that both cases are there:
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="attempt"}
 *
 * @param <T> what is made
 */
public sealed interface Attempt<T> {

    /**
     * The call did what it should.
     *
     * @param value what it made
     * @param <T> what is made
     */
    record Ok<T>(T value) implements Attempt<T> {}

    /**
     * The call did nothing.
     *
     * @param error what kind of failure
     * @param message what was wrong, and the cure
     * @param <T> what would have been made
     */
    record Failed<T>(MemoryError error, String message) implements Attempt<T> {}

    /**
     * For a caller that can do nothing about a failure.
     *
     * @return what was made
     * @throws MemoryException if the call failed
     */
    default T orThrow() {
        return switch (this) {
            case Ok<T> ok -> ok.value();
            case Failed<T> failed -> throw new MemoryException(failed.error(), failed.message());
        };
    }

    /**
     * Makes an answer of what a call throws.
     *
     * @param call what to try; exceptions other than {@link MemoryException} fly through
     * @param <T> what it makes
     * @return what it made, or why not
     */
    static <T> Attempt<T> of(Supplier<T> call) {
        try {
            return new Ok<>(call.get());
        } catch (MemoryException failure) {
            return new Failed<>(failure.error(), String.valueOf(failure.getMessage()));
        }
    }
}
