package dev.mayfly.alloc;

import org.jspecify.annotations.Nullable;

/**
 * Finds out that an allocator for one thread is used by two. Debug builds only.
 *
 * <p>The first thread that uses an allocator owns it, not the one that made it, so that it can be
 * made anywhere. It owns it until it gives it up, by {@code freeAll} or {@link Allocator#handOver},
 * or until it ends itself.
 */
final class OwnerCheck {

    private final Allocator allocator;
    private @Nullable Thread owner;

    /** Somebody in front lets in one thread at a time. */
    private boolean guarded;

    OwnerCheck(Allocator allocator) {
        this.allocator = allocator;
    }

    /** The current thread uses the allocator. */
    void use() {
        Thread current = Thread.currentThread();
        if (owner != current && !guarded) {
            take(current);
        }
    }

    private void take(Thread current) {
        Thread before = owner;
        if (before != null && before.isAlive()) {
            throw new WrongThreadException(
                    "%s is in use by thread %s and was called by thread %s: give each an allocator of its own, put a SynchronizedAllocator in front, or call handOver() in %s when it is done"
                            .formatted(allocator, name(before), name(current), name(before)));
        }
        owner = current;
    }

    private static String name(Thread thread) {
        return "\"%s\" (#%d)".formatted(thread.getName(), thread.threadId());
    }

    void giveUp() {
        owner = null;
    }

    /** Somebody guards the allocator below, so any thread may come through. */
    static void guard(Allocator allocator) {
        if (Bottom.of(allocator) instanceof BumpAllocator bump) {
            ArenaWatch.of(bump).owner.guarded = true;
        }
    }
}
