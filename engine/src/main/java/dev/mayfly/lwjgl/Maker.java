package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;

import org.jspecify.annotations.Nullable;

import java.lang.ref.WeakReference;

/**
 * An allocator that a block came from. It is not kept reachable: what a game has forgotten is
 * forgotten, and its blocks with it.
 */
final class Maker {

    /** How the blocks of an allocator are known. */
    enum Kind {
        /** By nothing: whatever is known of nobody else. */
        HEAP,
        /**
         * By the range they are in: {@link FrameArena} and {@link FixedBufferAllocator}, also with
         * others in front. Nobody frees a single one.
         */
        ARENA,
        /** By the slab they are in: small ones of a {@link GeneralAllocator} or region. */
        SLABS,
        /** One by one. */
        BLOCKS,
        /** Not a maker, but several in one place: see {@link SharedPlace}. */
        SEVERAL
    }

    /** The one of this kind. */
    static final Maker HEAP = new Maker(Kind.HEAP, null, 0, 0, null);

    final Kind kind;

    /** What makers in one place know; null but for {@link Kind#SEVERAL}. */
    final @Nullable SharedPlace place;

    private final WeakReference<@Nullable Allocator> allocator;

    /** Where an arena's blocks can begin. */
    private final long first;

    /** The end of an arena's range. */
    private final long end;

    /** Whether any thread may free. */
    private final boolean forAnyThread;

    /** Whether single blocks are freed at all. */
    private final boolean frees;

    /** Who allocated last, and so may resize and free where not everybody may. */
    private long thread;

    private Maker(
            Kind kind,
            @Nullable Allocator allocator,
            long first,
            long end,
            @Nullable SharedPlace place) {
        this.kind = kind;
        this.allocator = new WeakReference<>(allocator);
        this.first = first;
        this.end = end;
        this.place = place;
        this.forAnyThread = allocator != null && allocator.features().contains(Feature.THREAD_SAFE);
        this.frees = allocator != null && allocator.features().contains(Feature.FREE);
    }

    /** Whose blocks an allocator's are: its own identity for that matter. */
    static Allocator identity(Allocator allocator) {
        Allocator bottom = bottom(allocator);
        return isArena(bottom) ? bottom : allocator;
    }

    private static Allocator bottom(Allocator allocator) {
        Allocator at = allocator;
        Allocator below = at.below();
        while (below != at) {
            at = below;
            below = at.below();
        }
        return at;
    }

    private static boolean isArena(Allocator allocator) {
        return allocator instanceof FrameArena || allocator instanceof FixedBufferAllocator;
    }

    /**
     * How the blocks are known of what {@link #identity} gave.
     *
     * @param large whether it is about blocks that a general allocator has from malloc
     */
    static Kind kind(Allocator allocator, boolean large) {
        if (isArena(allocator)) {
            return Kind.ARENA;
        }
        return allocator instanceof GeneralAllocator && !large ? Kind.SLABS : Kind.BLOCKS;
    }

    /** A maker for what {@link #identity} gave. */
    static Maker of(Allocator allocator, Kind kind) {
        return switch (allocator) {
            case FrameArena arena -> arena(arena, arena.base(), arena.capacity());
            case FixedBufferAllocator arena -> arena(arena, arena.base(), arena.capacity());
            default -> new Maker(kind, allocator, 0, 0, null);
        };
    }

    private static Maker arena(Allocator arena, long base, long capacity) {
        return new Maker(Kind.ARENA, arena, base + ArenaBlocks.HEADER, base + capacity, null);
    }

    /** For a place with several makers. */
    static Maker several(SharedPlace place) {
        return new Maker(Kind.SEVERAL, null, 0, 0, place);
    }

    /** Whether this stands for an allocator. */
    boolean isOf(Allocator asked) {
        return allocator.refersTo(asked);
    }

    /** Whether nobody has the allocator any more. */
    boolean isGone() {
        return allocator.refersTo(null);
    }

    /** The allocator; null if nobody has it any more. */
    @Nullable Allocator allocator() {
        return allocator.get();
    }

    /** Whether a block of this arena can begin at an address. */
    boolean covers(long address) {
        return address >= first && address < end;
    }

    /** Whether another arena is made of a block of this one. */
    boolean contains(Maker inner) {
        return inner.kind == Kind.ARENA
                && first <= inner.first
                && inner.end <= end
                && (first < inner.first || inner.end < end);
    }

    /** Whether the calling thread allocated last. */
    boolean wasMine() {
        return thread == Thread.currentThread().threadId();
    }

    /** The calling thread allocates. */
    void nowMine() {
        thread = Thread.currentThread().threadId();
    }

    /** Whether the calling thread may resize and free blocks. */
    boolean isMine() {
        return forAnyThread || wasMine();
    }

    /** Whether the allocator takes single blocks back in any order. */
    boolean frees() {
        return frees;
    }

    @Override
    public String toString() {
        return String.valueOf(allocator.get());
    }
}
