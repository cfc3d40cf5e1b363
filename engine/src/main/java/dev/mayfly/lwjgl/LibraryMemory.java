package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory of a native library that lets its user choose where it comes from: what all adapters
 * have in common.
 *
 * <p>A block comes from whoever the {@link Source} names at that moment, and goes back to whoever
 * made it, which the {@link BlockBook} knows. Two kinds of blocks are not given back one by one:
 * those of an arena, because that would win nothing and the arena may have been emptied meanwhile;
 * and those of an allocator of another thread. They go with the allocator's {@code freeAll}. A
 * block of any other allocator that is freed after its {@code freeAll} is the fault that it would
 * be in Java.
 *
 * <p>What an allocator refuses comes from the heap. Each of the libraries has places where it does
 * not look at the pointer that it gets, or clears up what it has not made yet, and would end the
 * JVM.
 *
 * <p>Nothing is thrown: these methods are called from C. What goes wrong is kept for {@link
 * #takeFailure}, and a line on {@code System.err} tells of the first that a library met with.
 */
final class LibraryMemory {

    private static final PrintStream ERR = System.err;

    /** The libraries that were told of. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final String library;
    private final Order order;

    /** The lock of the book and of what follows. */
    private final BlockBook book = new BlockBook();

    private @Nullable Throwable failure;
    private volatile boolean closed;

    private volatile Source source;

    /** What native code calls this; see {@link LibraryMemories}. */
    long number;

    /** In which order a library frees. */
    enum Order {

        /** Any, and at any time. */
        ANY,

        /**
         * The newest block first and everything before its function returns, so that an arena may
         * take its memory back.
         */
        NEWEST_FIRST
    }

    /**
     * @param library its name, for messages
     * @param order how it frees
     * @param source where blocks come from
     */
    LibraryMemory(String library, Order order, Source source) {
        this.library = library;
        this.order = order;
        this.source = source;
    }

    /** From now on blocks come from somewhere else; those that there are stay where they are. */
    void takeFrom(Source next) {
        source = next;
    }

    /**
     * A block.
     *
     * @param size bytes, C's {@code size_t}
     * @return the block, aligned for everything; {@link Memory#NULL} if the heap has none either
     */
    long alloc(long size) {
        try {
            return make(source.now(), size);
        } catch (Throwable refused) {
            failed(refused);
            return allocFromHeap(size);
        }
    }

    private long allocFromHeap(long size) {
        if (size < 0 || closed) {
            return Memory.NULL;
        }
        try {
            return make(HeapAllocator.INSTANCE, size);
        } catch (Throwable refused) {
            failed(refused);
            return Memory.NULL;
        }
    }

    private long make(Allocator allocator, long size) {
        long bytes = size(size);
        long address = allocator.allocNonZeroed(bytes, Allocator.DEFAULT_ALIGNMENT);
        try {
            synchronized (book) {
                checkOpen();
                book.add(address, bytes, allocator);
            }
        } catch (Throwable unnoted) {
            allocator.free(address, bytes);
            throw unnoted;
        }
        return address;
    }

    private long size(long asked) {
        // A block of no bytes is a block in C.
        long size = asked == 0 ? 1 : asked;
        // Without a gap before the next one, the block is the newest again once that is freed.
        return order == Order.NEWEST_FIRST ? size + 15 & -16 : size;
    }

    private void checkOpen() {
        if (closed) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "it was closed: close it after " + library + " has freed everything");
        }
    }

    /**
     * Changes the size of a block. It stays its owner's, whoever makes blocks now.
     *
     * @param address the block; {@link Memory#NULL} for a new one
     * @param size bytes, C's {@code size_t}; 0 frees
     * @return the block at its new place; {@link Memory#NULL} if the heap has none either, the old
     *     one then being as it was
     */
    long resize(long address, long size) {
        if (address == Memory.NULL) {
            return alloc(size);
        }
        if (size == 0) {
            free(address);
            return Memory.NULL;
        }
        long entry;
        BlockOwner owner;
        try {
            // Out of the book first: once its owner has it back, another thread may be given the
            // address.
            synchronized (book) {
                entry = remove(address);
                owner = book.owner(entry);
            }
        } catch (Throwable wrong) {
            failed(wrong);
            return Memory.NULL;
        }
        if (!owner.isCallable()) {
            return move(address, owner, entry, alloc(size), size);
        }
        try {
            return resize(owner, address, entry, size);
        } catch (Throwable refused) {
            failed(refused);
            // A block that its owner does not know any more must not be looked at.
            long fresh = isNoMemory(refused) ? allocFromHeap(size) : Memory.NULL;
            return move(address, owner, entry, fresh, size);
        }
    }

    private long resize(BlockOwner owner, long address, long entry, long size) {
        long moved =
                owner.allocator.resizeNonZeroed(
                        address, BlockBook.size(entry), size, Allocator.DEFAULT_ALIGNMENT);
        try {
            synchronized (book) {
                book.add(moved, size, owner.allocator);
            }
        } catch (Throwable unnoted) {
            // The block is good; only its free will be told as unknown.
            failed(unnoted);
        }
        return moved;
    }

    /**
     * Moves a block that is out of the book.
     *
     * @param fresh where to; {@link Memory#NULL} leaves the block where it is
     * @return {@code fresh}
     */
    private long move(long address, BlockOwner owner, long entry, long fresh, long size) {
        if (fresh != Memory.NULL) {
            Memory.copy(address, fresh, Math.min(BlockBook.size(entry), size));
        }
        try {
            if (fresh == Memory.NULL) {
                synchronized (book) {
                    book.add(address, entry, owner);
                }
            } else {
                giveBack(owner, address, entry);
            }
        } catch (Throwable refused) {
            failed(refused);
        }
        return fresh;
    }

    /**
     * Frees a block.
     *
     * @param address the block; {@link Memory#NULL} does nothing
     */
    void free(long address) {
        if (address == Memory.NULL) {
            return;
        }
        try {
            long entry;
            BlockOwner owner;
            synchronized (book) {
                entry = remove(address);
                owner = book.owner(entry);
            }
            giveBack(owner, address, entry);
        } catch (Throwable refused) {
            failed(refused);
        }
    }

    private void giveBack(BlockOwner owner, long address, long entry) {
        if (owner.isCallable() && (owner.reuses || order == Order.NEWEST_FIRST)) {
            owner.allocator.free(address, BlockBook.size(entry));
        }
    }

    /** Takes a block out of the book, and says so if there is none. */
    private long remove(long address) {
        checkOpen();
        long entry = book.remove(address);
        if (entry == BlockBook.NONE) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is no block that it was given and has not freed".formatted(address));
        }
        return entry;
    }

    private void failed(Throwable thrown) {
        synchronized (book) {
            failure = thrown;
        }
        if (TOLD.add(library)) {
            String message = thrown.getMessage();
            ERR.println(
                    "mayfly: memory of " + library + ": " + (message == null ? thrown : message));
        }
    }

    private static boolean isNoMemory(Throwable thrown) {
        return thrown instanceof MemoryException refused
                && switch (refused.error()) {
                    case OUT_OF_MEMORY, FRAGMENTATION, BUFFER_TOO_LARGE -> true;
                    default -> false;
                };
    }

    /** What was thrown last, which is forgotten with this; null if nothing was. */
    @Nullable Throwable takeFailure() {
        synchronized (book) {
            Throwable last = failure;
            failure = null;
            return last;
        }
    }

    /** How many blocks the library has. */
    long liveBlocks() {
        synchronized (book) {
            return closed ? 0 : book.blocks();
        }
    }

    /** How much the library has, bytes. */
    long liveBytes() {
        synchronized (book) {
            return book.bytes();
        }
    }

    boolean isClosed() {
        synchronized (book) {
            return closed;
        }
    }

    /** Forgets what the library still has; it gets nothing any more. */
    void close() {
        synchronized (book) {
            if (!closed) {
                closed = true;
                book.delete();
            }
        }
    }
}
