package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A block that several own, on any threads: it counts them, and the last one frees.
 *
 * <p>Pick it where nobody can say who will be the last: a mesh that a loader, a renderer and a
 * physics thread use. Where somebody can, {@link Owned} is cheaper and clearer.
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="shared"}
 *
 * <p><b>Features:</b> made with one reference. {@link #retain} takes another, {@link #close} gives
 * one back. A close too many is an error and frees nothing, and a block that was freed never comes
 * back: {@code retain} throws then. {@link #tryRetain} answers instead.
 *
 * <p><b>Design:</b> an atomic counter beside an {@link Owned}. Whatever any thread wrote into the
 * block before it closed its reference, happened before the block is freed.
 *
 * <p><b>Cost:</b> one atomic operation for {@code retain} and {@code close}, some nanoseconds as
 * long as threads do not fight for it. {@code address} is a load and a comparison. A block whose
 * {@link #segment} was asked for takes 50 microseconds to free, for the JVM waits for every thread
 * then.
 *
 * <p><b>Lifetime:</b> from the first reference to the last. A reference that is forgotten leaks the
 * block. Raw addresses learn of nothing.
 *
 * <p><b>Errors:</b> {@link IllegalStateException} for use after the last reference was closed. Not
 * seen: a close too many while others still have references, which takes one of theirs.
 *
 * <p><b>Thread:</b> any; the allocator must be for any thread too.
 */
public final class Shared implements AutoCloseable {

    private final AtomicInteger references;

    /** Guarded by itself, but for what never changes and the address. */
    private final Owned block;

    private final long address;

    private Shared(Owned block, AtomicInteger references) {
        this.block = block;
        this.address = block.address();
        this.references = references;
    }

    /**
     * Makes an owner's block one that is shared. Ends that owner.
     *
     * @param owner who has the block now
     * @return the block with one reference, the caller's
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the owner's allocator is not
     *     for any thread ({@link Feature#THREAD_SAFE}); the owner has the block as before
     * @throws IllegalStateException if the owner has no block any more
     */
    public static Shared of(Owned owner) {
        return of(owner, new AtomicInteger(1));
    }

    /** With a counter that a test may turn. */
    static Shared of(Owned owner, AtomicInteger references) {
        owner.checkOwner();
        checkThreadSafe(owner.allocator());
        return new Shared(owner.move(), references);
    }

    private static void checkThreadSafe(Allocator allocator) {
        if (!allocator.features().contains(Feature.THREAD_SAFE)) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "%s is not for any thread, but whichever is the last would free there: use a GeneralAllocator, or put a SynchronizedAllocator in front"
                            .formatted(allocator));
        }
    }

    /**
     * Allocates a zeroed block from the current allocator.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block with one reference, the caller's
     * @throws MemoryException as {@link #allocate(Allocator, long, long)}
     */
    @UsesContext
    public static Shared allocate(long size, long alignment) {
        return allocate(Context.current().allocator(), size, alignment);
    }

    /**
     * Allocates a zeroed block.
     *
     * @param allocator who allocates and frees; for any thread
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block with one reference, the caller's
     * @throws MemoryException if there is no such memory, the arguments make no sense or the
     *     allocator is not for any thread
     */
    public static Shared allocate(Allocator allocator, long size, long alignment) {
        checkThreadSafe(allocator);
        return of(Owned.allocate(allocator, size, alignment));
    }

    /**
     * {@link #allocate(long, long)} that answers instead of throwing.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block with one reference, or the reason why there is none
     */
    @UsesContext
    public static Attempt<Shared> tryAllocate(long size, long alignment) {
        return tryAllocate(Context.current().allocator(), size, alignment);
    }

    /**
     * {@link #allocate(Allocator, long, long)} that answers instead of throwing.
     *
     * @param allocator who allocates and frees; for any thread
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return the block with one reference, or the reason why there is none
     */
    public static Attempt<Shared> tryAllocate(Allocator allocator, long size, long alignment) {
        return Attempt.of(() -> allocate(allocator, size, alignment));
    }

    /**
     * Takes another reference, for the caller to close.
     *
     * @return this
     * @throws IllegalStateException if the block was freed
     */
    public Shared retain() {
        if (!tryRetain()) {
            throw freed("retain() while another reference is open");
        }
        return this;
    }

    /**
     * Takes another reference, if the block was not freed.
     *
     * @return whether the caller has a reference to close now
     * @throws IllegalStateException if there are 2^31 - 1 references
     */
    public boolean tryRetain() {
        int count = references.get();
        while (count > 0) {
            if (count == Integer.MAX_VALUE) {
                throw new IllegalStateException(
                        "%s has %d references, and cannot have more: close() some"
                                .formatted(block, count));
            }
            if (references.compareAndSet(count, count + 1)) {
                return true;
            }
            count = references.get();
        }
        return false;
    }

    /**
     * Gives a reference back. The last one frees the block.
     *
     * @throws IllegalStateException if there was no reference any more; or if this is the last one
     *     and a segment of the block is just being used by native code
     * @throws MemoryException if the allocator does not take the block. Where the last reference
     *     cannot free, it stays the caller's.
     */
    @Override
    public void close() {
        int count = references.get();
        while (count > 0) {
            if (references.compareAndSet(count, count - 1)) {
                if (count == 1) {
                    free();
                }
                return;
            }
            count = references.get();
        }
        throw freed("there is one close() more than references; close() each of them once");
    }

    private void free() {
        try {
            synchronized (block) {
                block.close();
            }
        } catch (RuntimeException | Error failure) {
            references.set(1);
            throw failure;
        }
    }

    /**
     * How many references there are; another thread may have changed it since.
     *
     * @return a count, 0 once the block was freed
     */
    public int references() {
        return references.get();
    }

    /**
     * Where the block is.
     *
     * @return an address that is good while the caller has a reference; {@link Allocator#NULL} for
     *     size 0
     * @throws IllegalStateException if the block was freed
     */
    public long address() {
        if (BuildConfig.DEBUG) {
            block.checkLifetime();
        }
        if (references.get() <= 0) {
            throw freed("use it while a reference is open");
        }
        return address;
    }

    /**
     * How large the block is, or was.
     *
     * @return bytes, as requested
     */
    public long size() {
        return block.size();
    }

    /**
     * Who made the block and takes it back.
     *
     * @return the allocator
     */
    public Allocator allocator() {
        return block.allocator();
    }

    /**
     * The block as a segment for every thread, which throws on access once the block was freed.
     *
     * @return the same segment at every call
     * @throws IllegalStateException if the block was freed
     */
    public MemorySegment segment() {
        synchronized (block) {
            if (references.get() <= 0) {
                throw freed("use it while a reference is open");
            }
            return block.sharedSegment();
        }
    }

    private IllegalStateException freed(String cure) {
        return new IllegalStateException(
                "the shared block of %d bytes of %s was freed by its last reference: %s"
                        .formatted(block.size(), block.allocator(), cure));
    }

    @Override
    public String toString() {
        return "Shared block of %d bytes of %s with %d references"
                .formatted(block.size(), block.allocator(), references.get());
    }
}
