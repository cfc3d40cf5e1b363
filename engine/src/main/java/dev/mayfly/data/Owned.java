package dev.mayfly.data;

import dev.mayfly.alloc.AllocationInfo;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.UsesContext;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The one owner of a block: knows who made it and how large it is, and frees it once.
 *
 * <p>Pick it for a block with a name, an asset, a buffer, a table, that somebody has to free. Who
 * ends together with many others is better kept in a region or an arena, and what many threads read
 * in a {@link Shared}:
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="owned"}
 *
 * <p><b>Features:</b> {@link #close} frees, however often it is called. {@link #move} makes another
 * owner and ends this one; {@link #resize} takes the block over as well and returns its new owner.
 * {@link #release} gives the block to hands that free it themselves. After each of them {@link
 * #address} and {@link #segment} throw, and the message says which it was; with {@code
 * -Dmayfly.traceOwners=true} also where. {@link #unsafeFree} frees and leaves this owner's address
 * readable.
 *
 * <p><b>Design:</b> the allocator is remembered, so that no block can be freed through another one.
 * A segment is bound to an FFM arena of the owner's, which is made at the first call of {@link
 * #segment} or {@link #sharedSegment} and closed when the owner ends: this is how a segment over
 * malloc's memory learns that its block is gone.
 *
 * <p><b>Cost:</b> one Java object of 56 bytes; {@code address} is a comparison and a load. The
 * first {@code segment} and its end cost some 50 ns and 150 bytes of Java garbage together, {@code
 * sharedSegment} and its end 50 microseconds, for the JVM waits for every thread then. Who only
 * uses addresses pays for neither.
 *
 * <p><b>Lifetime:</b> until it is closed, moved, resized or released, or its allocator ends. An
 * owner that is forgotten leaks its block. Raw addresses learn of nothing.
 *
 * <p><b>Errors:</b> {@link IllegalStateException} where the owner has no block any more; {@link
 * MemoryException} from the allocator. A call that fails leaves the owner as it was, but for its
 * segments, which may have ended; ask for new ones.
 *
 * <p><b>Thread:</b> one at a time. {@code segment} is good for the thread that asked first, and the
 * owner must then end there; move it there to hand it to another thread.
 *
 * <p>Moves after C++'s {@code unique_ptr}, taking over on resize after S++, the two ways to free
 * after Iridis.
 */
public final class Owned implements AutoCloseable {

    private final Allocator allocator;
    private final long size;
    private final long alignment;

    /** {@link Allocator#NULL} once the owner has ended, except by {@link #unsafeFree}. */
    private long address;

    /** How the owner ended; null while it has its block. */
    private @Nullable String ended;

    /** Of the block; only a debug build keeps it. */
    private long lifetime;

    private @Nullable Lifetime confined;
    private @Nullable Lifetime shared;

    private Owned(Allocator allocator, long address, long size, long alignment) {
        this.allocator = allocator;
        this.address = address;
        this.size = size;
        this.alignment = alignment;
        if (BuildConfig.DEBUG) {
            lifetime = LifetimeCheck.of(allocator, address);
        }
    }

    /**
     * Allocates a zeroed block from the current allocator.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return its owner
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    @UsesContext
    public static Owned allocate(long size, long alignment) {
        return allocate(Context.current().allocator(), size, alignment);
    }

    /**
     * Allocates a zeroed block.
     *
     * @param allocator who allocates, and frees
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return its owner
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    public static Owned allocate(Allocator allocator, long size, long alignment) {
        return new Owned(allocator, allocator.alloc(size, alignment), size, alignment);
    }

    /**
     * Allocates a block from the current allocator that holds whatever it held before.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return its owner
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    @UsesContext
    public static Owned allocateNonZeroed(long size, long alignment) {
        return allocateNonZeroed(Context.current().allocator(), size, alignment);
    }

    /**
     * Allocates a block that holds whatever it held before.
     *
     * @param allocator who allocates, and frees
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return its owner
     * @throws MemoryException if there is no such memory or the arguments make no sense
     */
    public static Owned allocateNonZeroed(Allocator allocator, long size, long alignment) {
        return new Owned(allocator, allocator.allocNonZeroed(size, alignment), size, alignment);
    }

    /**
     * {@link #allocate(long, long)} that answers instead of throwing.
     *
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return an owner, or the reason why there is none
     */
    @UsesContext
    public static Attempt<Owned> tryAllocate(long size, long alignment) {
        return tryAllocate(Context.current().allocator(), size, alignment);
    }

    /**
     * {@link #allocate(Allocator, long, long)} that answers instead of throwing.
     *
     * @param allocator who allocates, and frees
     * @param size bytes, 0 or more
     * @param alignment bytes, a power of two
     * @return an owner, or the reason why there is none
     */
    public static Attempt<Owned> tryAllocate(Allocator allocator, long size, long alignment) {
        return Attempt.of(() -> allocate(allocator, size, alignment));
    }

    /**
     * Takes a block over from raw hands, which must not free it any more. Where the allocator can
     * be asked ({@link Feature#QUERY}), it must know the block.
     *
     * @param allocator who made the block
     * @param address the block; {@link Allocator#NULL} for size 0
     * @param size the size it was requested with, bytes
     * @param alignment the alignment it was requested with, bytes, a power of two
     * @return its owner
     * @throws MemoryException {@link MemoryError#INVALID_POINTER} if the block is another
     *     allocator's, {@link MemoryError#INVALID_ARGUMENT} if it is smaller or the arguments make
     *     no sense
     */
    public static Owned adopt(Allocator allocator, long address, long size, long alignment) {
        if (size < 0 || alignment <= 0 || (address & (alignment - 1)) != 0) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "no block has %d bytes at 0x%x with alignment %d: pass what it was requested with"
                            .formatted(size, address, alignment));
        }
        if ((address == Allocator.NULL) != (size == 0)) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "no block has %d bytes at 0x%x: size 0 goes with the address 0, and with no other"
                            .formatted(size, address));
        }
        if (size > 0 && allocator.features().contains(Feature.QUERY)) {
            checkKnown(allocator.query(address), address, size);
        }
        return new Owned(allocator, address, size, alignment);
    }

    /** Without a question: the block is known to be that allocator's. */
    static Owned trusted(Allocator allocator, long address, long size, long alignment) {
        return new Owned(allocator, address, size, alignment);
    }

    private static void checkKnown(AllocationInfo known, long address, long size) {
        if (known.address() != address) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is inside the block at 0x%x of %s: adopt the block"
                            .formatted(address, known.address(), known.owner()));
        }
        if (known.size() != Allocator.UNKNOWN_SIZE && known.size() < size) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x of %s has %d bytes, not %d: pass the size it was requested with"
                            .formatted(address, known.owner(), known.size(), size));
        }
    }

    /**
     * Where the block is.
     *
     * @return an address that is good while this owner has the block; {@link Allocator#NULL} for
     *     size 0
     * @throws IllegalStateException if this owner has no block any more
     */
    public long address() {
        if (BuildConfig.DEBUG) {
            checkLifetime();
        }
        return ended == null ? address : addressAfterEnd();
    }

    private long addressAfterEnd() {
        if (address == Allocator.NULL) {
            throw gone();
        }
        return address;
    }

    /**
     * How large the block is, or was.
     *
     * @return bytes, as requested
     */
    public long size() {
        return size;
    }

    /**
     * At what the block stands.
     *
     * @return bytes, a power of two, as requested
     */
    public long alignment() {
        return alignment;
    }

    /**
     * Who made the block and takes it back.
     *
     * @return the allocator, the same for as long as this exists
     */
    public Allocator allocator() {
        return allocator;
    }

    /**
     * Whether this owner has its block.
     *
     * @return false once it was closed, moved, resized, released or freed
     */
    public boolean isOwner() {
        return ended == null;
    }

    /**
     * The block as a segment for the thread that asks first, which throws on access once this owner
     * has ended.
     *
     * @return the same segment at every call
     * @throws IllegalStateException if this owner has no block any more
     * @throws WrongThreadException if another thread has asked before
     */
    public MemorySegment segment() {
        checkOwner();
        Lifetime lifetime = confined;
        if (lifetime == null) {
            lifetime = Lifetime.in(Arena.ofConfined(), address, size);
            confined = lifetime;
        } else if (!lifetime.isMine()) {
            throw new WrongThreadException(
                    "the segment of %s belongs to the thread that asked for it first: move() the owner there, or ask for sharedSegment()"
                            .formatted(this));
        }
        return lifetime.segment();
    }

    /**
     * The block as a segment for every thread, which throws on access once this owner has ended.
     * Ending it takes about 50 microseconds.
     *
     * @return the same segment at every call
     * @throws IllegalStateException if this owner has no block any more
     */
    public MemorySegment sharedSegment() {
        checkOwner();
        Lifetime lifetime = shared;
        if (lifetime == null) {
            lifetime = Lifetime.in(Arena.ofShared(), address, size);
            shared = lifetime;
        }
        return lifetime.segment();
    }

    /**
     * Makes another owner of the block and ends this one.
     *
     * @return the new owner
     * @throws IllegalStateException if this owner has no block any more, or a segment of it is just
     *     being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    public Owned move() {
        return new Owned(allocator, end("was moved to another owner"), size, alignment);
    }

    /**
     * Gives the block to hands that free it themselves, and ends this owner.
     *
     * @return the block
     * @throws IllegalStateException if this owner has no block any more, or a segment of it is just
     *     being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    public long release() {
        return end("was released without being freed");
    }

    /**
     * Takes the block over into one of another size, zeroes what is new, and ends this owner.
     *
     * @param newSize bytes; 0 frees, and the new owner owns nothing
     * @return the new owner, of the block at its old place or another
     * @throws MemoryException if there is no such memory; this owner then has the block as before,
     *     but its segments have ended
     * @throws IllegalStateException if this owner has no block any more, or a segment of it is just
     *     being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    public Owned resize(long newSize) {
        endSegments();
        return resized(allocator.resize(address, size, newSize, alignment), newSize);
    }

    /**
     * {@link #resize} without the zeroing.
     *
     * @param newSize bytes; 0 frees, and the new owner owns nothing
     * @return the new owner, of the block at its old place or another
     * @throws MemoryException if there is no such memory; this owner then has the block as before,
     *     but its segments have ended
     * @throws IllegalStateException if this owner has no block any more, or a segment of it is just
     *     being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    public Owned resizeNonZeroed(long newSize) {
        endSegments();
        return resized(allocator.resizeNonZeroed(address, size, newSize, alignment), newSize);
    }

    /**
     * {@link #resize} that answers instead of throwing {@link MemoryException}.
     *
     * @param newSize bytes; 0 frees, and the new owner owns nothing
     * @return the new owner, or the reason why this one still has the block
     * @throws IllegalStateException if this owner has no block any more, or a segment of it is just
     *     being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    public Attempt<Owned> tryResize(long newSize) {
        return Attempt.of(() -> resize(newSize));
    }

    private Owned resized(long moved, long newSize) {
        Owned owner = new Owned(allocator, moved, newSize, alignment);
        ended("was resized, which made another owner");
        return owner;
    }

    /**
     * Frees the block. Does nothing if this owner has none any more.
     *
     * @throws MemoryException if the allocator does not take the block, which it says why; this
     *     owner then has it as before, but its segments have ended
     * @throws IllegalStateException if a segment of the block is just being used by native code
     * @throws WrongThreadException if {@link #segment} was asked for on another thread
     */
    @Override
    public void close() {
        if (ended == null) {
            if (BuildConfig.DEBUG) {
                LifetimeCheck.checkFree(lifetime, this);
            }
            endSegments();
            allocator.free(address, size);
            ended("was freed");
        }
    }

    /**
     * Frees the block and leaves what this owner handed out alone: {@link #address} goes on
     * answering and segments stay accessible, although the memory is somebody else's now. For code
     * that compares or prints old addresses, and frees on threads where a segment's arena cannot be
     * closed. The owner has ended otherwise: {@code close} does nothing any more, everything else
     * throws. After Iridis's {@code UnsafeFree}.
     *
     * @throws MemoryException if the allocator does not take the block, which it says why
     * @throws IllegalStateException if this owner has no block any more
     */
    public void unsafeFree() {
        checkOwner();
        allocator.free(address, size);
        ended = Ends.of("was freed by unsafeFree()");
    }

    /** Hands the block to another owner. */
    long end(String how) {
        endSegments();
        long block = address;
        ended(how);
        return block;
    }

    private void ended(String how) {
        ended = Ends.of(how);
        address = Allocator.NULL;
    }

    void checkOwner() {
        if (BuildConfig.DEBUG) {
            checkLifetime();
        }
        if (ended != null) {
            throw gone();
        }
    }

    /** Debug builds: fails if the block ended, and this owner did not end it. */
    void checkLifetime() {
        if (BuildConfig.DEBUG && ended == null) {
            LifetimeCheck.check(lifetime, this);
        }
    }

    /** Ends what can still be read through, or fails with everything as it was. */
    private void endSegments() {
        checkOwner();
        Lifetime mine = confined;
        if (mine != null && !mine.isMine()) {
            throw new WrongThreadException(
                    "%s has a segment of another thread's: end the owner there, or use sharedSegment() or addresses"
                            .formatted(this));
        }
        if (shared != null) {
            shared.end();
            shared = null;
        }
        if (mine != null) {
            mine.end();
            confined = null;
        }
    }

    private IllegalStateException gone() {
        return Ends.gone(
                "the block of %d bytes of %s".formatted(size, allocator),
                String.valueOf(ended),
                "use it before, or through the owner that has it now");
    }

    @Override
    public String toString() {
        return "Owned of %d bytes of %s%s"
                .formatted(
                        size,
                        allocator,
                        ended == null ? " at 0x%x".formatted(address) : ", which " + ended);
    }
}
