package dev.mayfly.alloc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an allocator has handed out and not got back, and where it went: on the Java heap, and slow.
 */
final class Ledger {

    /**
     * A block that somebody holds.
     *
     * @param address where it begins
     * @param size as requested, bytes
     * @param site where it was allocated or last resized
     */
    record Entry(long address, long size, Site site) {}

    private final Allocator owner;

    /** Oldest first. */
    private final Map<Long, Entry> live = new LinkedHashMap<>();

    private long bytes;

    Ledger(Allocator owner) {
        this.owner = owner;
    }

    int blocks() {
        return live.size();
    }

    /** As requested. */
    long bytes() {
        return bytes;
    }

    /** Writes a block down; a request for nothing made none. */
    void add(long address, long size) {
        if (size > 0) {
            put(new Entry(address, size, Site.ofCaller()));
        }
    }

    private void put(Entry entry) {
        Entry before = live.put(entry.address(), entry);
        bytes += entry.size() - (before == null ? 0 : before.size());
    }

    /**
     * Fails if this is no block that somebody holds.
     *
     * @param size as requested, or {@link Allocator#UNKNOWN_SIZE}
     */
    void check(long address, long size) {
        Entry entry = live.get(address);
        if (entry == null) {
            throw new MemoryException(
                    MemoryError.INVALID_POINTER,
                    "0x%x is no live block of %s: it is another allocator's, or was freed or moved before"
                            .formatted(address, owner));
        }
        if (size != Allocator.UNKNOWN_SIZE && size != entry.size()) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the block at 0x%x has %d bytes, not %d: pass the size it was requested with; it was at %s"
                            .formatted(address, entry.size(), size, entry.site()));
        }
    }

    void remove(long address) {
        Entry gone = live.remove(address);
        bytes -= gone == null ? 0 : gone.size();
    }

    /** A block was resized: {@link Allocator#NULL} before or after means that there is none. */
    void resized(long address, long moved, long newSize) {
        if (address == moved && newSize > 0) {
            // Stays where it is in the order, too.
            put(new Entry(address, newSize, Site.ofCaller()));
        } else {
            remove(address);
            add(moved, newSize);
        }
    }

    void clear() {
        live.clear();
        bytes = 0;
    }

    List<Entry> newestFirst() {
        return new ArrayList<>(live.values()).reversed();
    }
}
