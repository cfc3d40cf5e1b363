package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryException;

import org.jspecify.annotations.Nullable;

/**
 * Ends things one after the other and goes on when one of them throws: each is ended once, and at
 * the end the first exception flies, the others suppressed onto it.
 *
 * <p>For whoever writes a structure whose elements own something. First the structure calls itself
 * empty, so that nothing can be ended twice, then:
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="teardown"}
 *
 * <p><b>Cost:</b> one small Java object a teardown, nothing an element. <b>Thread:</b> one thread.
 */
public final class Teardown {

    private @Nullable Throwable first;

    /** Begins. */
    public Teardown() {}

    /**
     * Does one thing that may fail.
     *
     * @param step what to do
     * @return this
     */
    public Teardown run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
        return this;
    }

    /**
     * Releases one element.
     *
     * @param release how; null does nothing
     * @param element where it stands
     * @return this
     */
    public Teardown release(@Nullable Release release, long element) {
        if (release != null) {
            try {
                release.release(element);
            } catch (RuntimeException | Error failure) {
                failed(failure);
            }
        }
        return this;
    }

    /**
     * Releases a row of elements, the last first.
     *
     * @param release how; null does nothing
     * @param address where the first one stands
     * @param count elements, 0 or more
     * @param stride bytes from one to the next
     * @return this
     */
    public Teardown releaseAll(@Nullable Release release, long address, long count, long stride) {
        if (release != null) {
            for (long i = count - 1; i >= 0; i--) {
                release(release, address + i * stride);
            }
        }
        return this;
    }

    /**
     * Gives back a block of the structure itself. Where the allocator does not take single blocks
     * back in any order ({@link Feature#FREE}), it keeps what it does not take until {@code
     * freeAll}; that is no failure.
     *
     * @param allocator who made the block
     * @param address the block; {@link Allocator#NULL} does nothing
     * @param size the size it was requested with, bytes
     * @return this
     */
    public Teardown free(Allocator allocator, long address, long size) {
        try {
            allocator.free(address, size);
        } catch (MemoryException refused) {
            if (allocator.features().contains(Feature.FREE)) {
                failed(refused);
            }
        } catch (RuntimeException | Error failure) {
            failed(failure);
        }
        return this;
    }

    /** Ends: throws what was thrown first, with whatever was thrown after it suppressed onto it. */
    public void finish() {
        Throwable failure = first;
        first = null;
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void failed(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (failure != first) {
            first.addSuppressed(failure);
        }
    }
}
