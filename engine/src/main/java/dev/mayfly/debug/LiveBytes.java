package dev.mayfly.debug;

import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes are live, how many were at most, how many may be, and how many each tag has. */
final class LiveBytes {

    private final String allocator;
    private final long limit;
    private final AtomicLong live = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /** Null until somebody wants one. */
    private volatile @Nullable Budgets budgets;

    LiveBytes(String allocator, long limit) {
        this.allocator = allocator;
        this.limit = limit;
    }

    long get() {
        return live.get();
    }

    long peak() {
        return peak.get();
    }

    /** Fails if so many more would be too many. */
    void checkRoom(long bytes) {
        if (bytes > limit - live.get()) {
            throw overLimit(bytes);
        }
    }

    private MemoryException overLimit(long bytes) {
        return new MemoryException(
                bytes > limit ? MemoryError.BUFFER_TOO_LARGE : MemoryError.OUT_OF_MEMORY,
                "\"%s\" has %d of %d bytes allocated and no room for %d: free some, or raise the limit"
                        .formatted(allocator, live.get(), limit, bytes));
    }

    /** A block was made. */
    void add(int tag, long bytes) {
        long now = live.addAndGet(bytes);
        if (now > peak.get()) {
            peak.accumulateAndGet(now, Math::max);
        }
        Budgets watched = budgets;
        if (watched != null) {
            watched.add(tag, bytes);
        }
    }

    /** A block was freed. */
    void subtract(int tag, long bytes) {
        live.addAndGet(-bytes);
        Budgets watched = budgets;
        if (watched != null) {
            watched.add(tag, -bytes);
        }
    }

    /** The memory of a block was taken back where nobody looked. */
    void buried(long bytes) {
        live.addAndGet(-bytes);
    }

    /** Everything was freed at once, so many bytes. */
    void vanished(long bytes) {
        live.addAndGet(-bytes);
        Budgets watched = budgets;
        if (watched != null) {
            watched.clear();
        }
    }

    synchronized void budget(Tag tag, long bytes, BudgetListener listener) {
        Budgets watched = budgets;
        if (watched == null) {
            watched = new Budgets(allocator);
            budgets = watched;
        }
        watched.set(tag, bytes, listener);
    }
}
