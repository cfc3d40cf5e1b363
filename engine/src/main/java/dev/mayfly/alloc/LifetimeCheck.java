package dev.mayfly.alloc;

/**
 * How a data structure finds out, in a debug build, that its memory is no longer its own: scratch
 * after {@code freeAll}, or after the end of the save point that it was made in; anything else
 * after its allocator was emptied or closed. Debug builds only.
 *
 * <p>A structure notes the lifetime when it gets its memory, and whenever that moves, and checks it
 * at each use, both behind {@code if (BuildConfig.DEBUG)}, so that a release build has nothing of
 * it. Mayfly's own structures do so; yours can too. A structure of more than one block notes the
 * lifetime of the newest, which is never the last to end.
 *
 * <p><b>Cost:</b> a check is a comparison. No Java garbage.
 *
 * <p><b>Thread:</b> any; the end of a lifetime is seen by the thread that ended it at once, by
 * others when they hear from that thread.
 */
public final class LifetimeCheck {

    private LifetimeCheck() {}

    /**
     * How long memory lives.
     *
     * @param allocator who handed it out, or hands on the calls of who did
     * @param address where it is; {@link Allocator#NULL} where there is none
     * @return a lifetime for {@link #check}; 0 if nobody can tell
     */
    public static long of(Allocator allocator, long address) {
        if (address == Allocator.NULL) {
            return Lifetimes.UNKNOWN;
        }
        return switch (Bottom.of(allocator)) {
            case BumpAllocator bump -> ArenaWatch.of(bump).lifetimeOf(address);
            case GeneralAllocator general -> general.lifetime;
            case StackAllocator it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case PoolAllocator it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case BuddyAllocator it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case DynamicArena it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case RollbackStack it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case ScratchRing it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            case RegionHeap it -> it.lifetime = Lifetimes.orBegin(it.lifetime, it);
            default -> Lifetimes.UNKNOWN;
        };
    }

    /**
     * Fails if memory has ended.
     *
     * @param lifetime from {@link #of}
     * @param structure what uses the memory, for the message; its {@code toString} must not
     * @throws IllegalStateException if so; says what ended it, and when
     */
    public static void check(long lifetime, Object structure) {
        if (Lifetimes.isOver(lifetime)) {
            throw new IllegalStateException(message(lifetime, structure));
        }
    }

    /**
     * Fails if memory that is about to be given back has ended: somebody else may have it now.
     *
     * @param lifetime from {@link #of}
     * @param structure what gives the memory back, for the message; its {@code toString} must not
     *     use it
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if so; says what ended it, and
     *     when
     */
    public static void checkFree(long lifetime, Object structure) {
        if (Lifetimes.isOver(lifetime)) {
            throw new MemoryException(MemoryError.INVALID_POINTER, message(lifetime, structure));
        }
    }

    private static String message(long lifetime, Object structure) {
        return "%s is used after its memory ended: %s; make it anew, or in memory that lives longer"
                .formatted(structure, Lifetimes.story(lifetime));
    }
}
