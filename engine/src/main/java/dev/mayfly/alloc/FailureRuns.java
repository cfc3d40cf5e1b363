package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

/** What {@link FailingAllocator#failEach} does. */
final class FailureRuns {

    private final Allocator below;
    private final FailingAllocator.Body body;

    FailureRuns(Allocator below, FailingAllocator.Body body) {
        this.below = below;
        this.body = body;
    }

    void run() {
        long requests = countRequests();
        for (long n = 1; n <= requests; n++) {
            failOne(n, requests);
        }
    }

    private long countRequests() {
        FailingAllocator allocator = new FailingAllocator(below);
        Throwable thrown = run(allocator);
        if (thrown != null) {
            throw new AssertionError(
                    "the body fails although no request failed: " + thrown, thrown);
        }
        if (allocator.liveBlocks() > 0) {
            throw new AssertionError(
                    "the body leaks although no request failed: " + allocator.leaks());
        }
        if (allocator.allocations() == 0) {
            throw new AssertionError(
                    "the body asks for no memory, so nothing was tested: let it allocate from the"
                            + " allocator it is given");
        }
        return allocator.allocations();
    }

    private void failOne(long n, long requests) {
        FailingAllocator allocator = new FailingAllocator(below, n);
        Throwable thrown = run(allocator);
        MemoryException injected = allocator.lastFailure();
        if (injected == null) {
            throw new AssertionError(
                    "the body made only %d of %d requests when it ran again, and request %d could not fail: let it do the same every time"
                            .formatted(allocator.allocations(), requests, n),
                    thrown);
        }
        String when = "when request %d of %d failed, the body ".formatted(n, requests);
        if (thrown == null) {
            throw new AssertionError(
                    when
                            + "went on as if nothing had happened: let the MemoryException out, or"
                            + " throw another in its place",
                    injected);
        }
        if (!isOutOfMemory(thrown)) {
            throw new AssertionError(
                    when + "failed with something else than OUT_OF_MEMORY: " + thrown, thrown);
        }
        if (thrown.getSuppressed().length > 0) {
            throw new AssertionError(
                    when + "failed once more in cleaning up: " + thrown.getSuppressed()[0], thrown);
        }
        if (allocator.liveBlocks() > 0) {
            throw new AssertionError(when + "leaked " + allocator.leaks(), thrown);
        }
    }

    private @Nullable Throwable run(FailingAllocator allocator) {
        try {
            body.run(allocator);
            return null;
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private static boolean isOutOfMemory(Throwable thrown) {
        return thrown instanceof MemoryException failure
                && failure.error() == MemoryError.OUT_OF_MEMORY;
    }
}
