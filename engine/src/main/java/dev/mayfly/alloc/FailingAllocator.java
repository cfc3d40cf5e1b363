package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Predicate;

/**
 * Fails allocations on purpose, and knows what would leak now; for any thread, if the allocator
 * below is.
 *
 * <p>Pick it in the tests of whatever allocates. {@link #failEach} is the whole test in one call:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="failEach"}
 *
 * <p><b>Features:</b> those of the allocator below, without save points, past which it could not
 * look, and without closing.
 *
 * <p><b>Design:</b> requests for memory, which are allocations and resizes to a larger size, are
 * numbered from 1; requests of size 0 and with bad arguments are none. The failure is {@link
 * MemoryError#OUT_OF_MEMORY} and the allocator below is not asked. A ledger holds every live block,
 * so that a free of what is no live block, or with another size than the block's, is an error here
 * also where the allocator below would not notice.
 *
 * <p><b>Cost:</b> about a microsecond and some hundred bytes of Java garbage a block: it looks at
 * the stack to say where a leak was made. For tests only.
 *
 * <p><b>Lifetime:</b> segments are those of the allocator below. Closing it leaves the allocator
 * below open.
 *
 * <p><b>Thread:</b> any, if the allocator below takes any; one call at a time.
 */
public final class FailingAllocator extends LedgerAllocator {

    /** What a request wants. */
    public enum Kind {
        /** A block. */
        ALLOC,
        /** A larger block in place of one. */
        RESIZE
    }

    /**
     * A request for memory.
     *
     * @param kind what it wants
     * @param size how much, bytes, more than 0; of a resize the new size
     * @param alignment bytes, a power of two
     * @param index how many requests there were, this one included: the first has 1
     */
    public record Request(Kind kind, long size, long alignment, long index) {}

    /** Code that allocates. */
    @FunctionalInterface
    public interface Body {

        /**
         * Allocates and gives everything back, and lets a {@link MemoryException} out.
         *
         * @param allocator what to allocate from
         * @throws Exception whatever goes wrong
         */
        void run(FailingAllocator allocator) throws Exception;
    }

    private final Predicate<Request> fails;
    private long allocations;
    private long failures;
    private @Nullable MemoryException lastFailure;

    /**
     * Fails nothing: counts.
     *
     * @param below who hands out the memory
     */
    public FailingAllocator(Allocator below) {
        this(below, request -> false);
    }

    /**
     * Fails one request.
     *
     * @param below who hands out the memory
     * @param n which, from 1
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if {@code n} is less than 1
     */
    public FailingAllocator(Allocator below, long n) {
        this(below, request -> request.index() == n);
        if (n < 1) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "request " + n + " is to fail, but the first one is 1");
        }
    }

    /**
     * Fails every request of a kind.
     *
     * @param below who hands out the memory
     * @param fails whether a request is to fail
     */
    public FailingAllocator(Allocator below, Predicate<Request> fails) {
        super(below, List.of());
        this.fails = fails;
    }

    /**
     * Tests that code survives every single allocation failing: runs it once to count its requests,
     * then once for each of them with that one failing. After Zig's {@code
     * checkAllAllocationFailures}.
     *
     * <p>Code passes if each run ends with the {@code MemoryException}, or another with {@link
     * MemoryError#OUT_OF_MEMORY} in its place, if nothing fails in cleaning up on the way, and if
     * no block is left. Code that is right to go on without the memory cannot be tested so: give it
     * an allocator that fails, and look at what it does.
     *
     * @param below who hands out the memory
     * @param body the code: it does the same at every run, asks for memory at least once, and
     *     without a failure frees it all and throws nothing
     * @throws AssertionError naming the request at which the body swallowed the failure, turned it
     *     into something else, or leaked
     */
    public static void failEach(Allocator below, Body body) {
        new FailureRuns(below, body).run();
    }

    /**
     * How many requests for memory there were, failed ones included.
     *
     * @return a count
     */
    public synchronized long allocations() {
        return allocations;
    }

    /**
     * How many requests were failed on purpose.
     *
     * @return a count
     */
    public synchronized long failures() {
        return failures;
    }

    /**
     * What would leak now.
     *
     * @return a count of blocks
     */
    public synchronized int liveBlocks() {
        return ledger.blocks();
    }

    /**
     * What would leak now.
     *
     * @return bytes, as requested
     */
    public synchronized long liveBytes() {
        return ledger.bytes();
    }

    @Override
    public String toString() {
        return "FailingAllocator over " + below;
    }

    /** What was thrown on purpose. */
    synchronized @Nullable MemoryException lastFailure() {
        return lastFailure;
    }

    /** What would leak now, and where it was made. */
    synchronized String leaks() {
        return Residue.of(ledger.newestFirst()).toString();
    }

    @Override
    void requesting(Kind kind, long size, long alignment) {
        allocations++;
        if (fails.test(new Request(kind, size, alignment, allocations))) {
            failures++;
            lastFailure =
                    new MemoryException(
                            MemoryError.OUT_OF_MEMORY,
                            "request %d of %s, %s of %d bytes at alignment %d, fails on purpose: report it and lose nothing"
                                    .formatted(allocations, this, kind, size, alignment));
            throw lastFailure;
        }
    }
}
