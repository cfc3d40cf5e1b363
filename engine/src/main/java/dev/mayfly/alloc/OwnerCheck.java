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

    // For allocators that keep their check in a field, null before the first use.

    /** The current thread uses an allocator; the result is what it keeps. */
    static OwnerCheck use(@Nullable Object kept, Allocator allocator) {
        OwnerCheck check = of(kept, allocator);
        check.use();
        return check;
    }

    /** The current thread leaves an allocator to others; the result is what it keeps. */
    static OwnerCheck handOver(@Nullable Object kept, Allocator allocator) {
        OwnerCheck check = use(kept, allocator);
        check.giveUp();
        return check;
    }

    static void giveUp(@Nullable Object kept) {
        if (kept instanceof OwnerCheck check) {
            check.giveUp();
        }
    }

    private static OwnerCheck of(@Nullable Object kept, Allocator allocator) {
        return kept instanceof OwnerCheck check ? check : new OwnerCheck(allocator);
    }

    private static OwnerCheck guarded(@Nullable Object kept, Allocator allocator) {
        OwnerCheck check = of(kept, allocator);
        check.guarded = true;
        return check;
    }

    /** Somebody guards an allocator and what it stands on, so any thread may come through. */
    static void guard(Allocator allocator) {
        switch (Bottom.of(allocator)) {
            case BumpAllocator bump -> ArenaWatch.of(bump).owner.guarded = true;
            case StackAllocator it -> {
                it.owner = guarded(it.owner, it);
                guard(it.memory());
            }
            case PoolAllocator it -> it.owner = guarded(it.owner, it);
            case BuddyAllocator it -> it.owner = guarded(it.owner, it);
            case DynamicArena it -> {
                it.owner = guarded(it.owner, it);
                guard(it.chunks.below);
            }
            case RollbackStack it -> {
                it.owner = guarded(it.owner, it);
                guard(it.chunks.below);
            }
            case ScratchRing it -> {
                it.owner = guarded(it.owner, it);
                guard(it.ring.below);
            }
            default -> {
                // For any thread, or somebody else's.
            }
        }
    }
}
