package dev.mayfly.alloc;

/**
 * What came of a {@code try…} call: memory, or the reason why there is none.
 *
 * <p>Take it apart with a {@code switch}; the compiler sees to it that both cases are there:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="try"}
 *
 * <p>Where the call is inlined the result costs nothing; otherwise it is one small Java object.
 */
public sealed interface AllocResult {

    /**
     * The call did what it should.
     *
     * @param address the block; {@code NULL} for size 0 and after a free
     * @param size its size in bytes
     */
    record Ok(long address, long size) implements AllocResult {}

    /**
     * The call did nothing.
     *
     * @param error what kind of failure
     * @param message what was wrong, and the cure
     */
    record Failed(MemoryError error, String message) implements AllocResult {}

    /**
     * For a caller that can do nothing about a failure.
     *
     * @return the address
     * @throws MemoryException if the call failed
     */
    default long orThrow() {
        return switch (this) {
            case Ok ok -> ok.address();
            case Failed failed -> throw new MemoryException(failed.error(), failed.message());
        };
    }
}
