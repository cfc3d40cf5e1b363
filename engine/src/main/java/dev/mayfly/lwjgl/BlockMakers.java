package dev.mayfly.lwjgl;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

/**
 * Blocks that are known one by one: who made each, and how large it is. A block that was freed
 * stays in until its address is handed out again, so that a second free goes to its maker too,
 * which can say what is wrong. A hash table of open addressing, which makes no garbage but when it
 * grows. Used under the lock of {@link Makers}.
 */
final class BlockMakers {

    private static final int SMALLEST = 64;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** Addresses; 0 where a place is free. Its length is a power of two. */
    private long[] addresses = new long[SMALLEST];

    private long[] sizes = new long[SMALLEST];
    private @Nullable Maker[] makers = new @Nullable Maker[SMALLEST];
    private int count;

    /** Puts a block in, or another in its place. */
    void put(long address, Maker maker, long size) {
        int place = place(address);
        if (addresses[place] == Memory.NULL) {
            if (2 * (count + 1) > addresses.length) {
                grow();
                place = place(address);
            }
            count++;
            addresses[place] = address;
        }
        makers[place] = maker;
        sizes[place] = size;
    }

    /** Takes a block out, if it is in. */
    void remove(long address) {
        int free = place(address);
        if (addresses[free] == Memory.NULL) {
            return;
        }
        count--;
        int mask = addresses.length - 1;
        // What comes behind moves up, as far as its own place lets it.
        for (int at = free + 1 & mask; addresses[at] != Memory.NULL; at = at + 1 & mask) {
            int home = home(addresses[at]);
            if ((at - home & mask) >= (at - free & mask)) {
                move(at, free);
                free = at;
            }
        }
        addresses[free] = Memory.NULL;
        makers[free] = null;
    }

    private void move(int from, int to) {
        addresses[to] = addresses[from];
        sizes[to] = sizes[from];
        makers[to] = makers[from];
    }

    /** Who made the block at an address; null if it is not in. */
    @Nullable Maker maker(long address) {
        int place = place(address);
        return addresses[place] == Memory.NULL ? null : makers[place];
    }

    /** The size of a block that is in, bytes. */
    long size(long address) {
        return sizes[place(address)];
    }

    /** Where an address is, or would be put. */
    private int place(long address) {
        int mask = addresses.length - 1;
        int at = home(address);
        while (addresses[at] != Memory.NULL && addresses[at] != address) {
            at = at + 1 & mask;
        }
        return at;
    }

    private int home(long address) {
        return (int) (address * SPREAD >>> 32) & addresses.length - 1;
    }

    /**
     * Makes room. Blocks whose maker is gone stay in: somebody may still free one, and it must not
     * go to the heap.
     */
    private void grow() {
        long[] oldAddresses = addresses;
        long[] oldSizes = sizes;
        @Nullable Maker[] oldMakers = makers;
        addresses = new long[2 * oldAddresses.length];
        sizes = new long[addresses.length];
        makers = new @Nullable Maker[addresses.length];
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != Memory.NULL) {
                int place = place(oldAddresses[i]);
                addresses[place] = oldAddresses[i];
                sizes[place] = oldSizes[i];
                makers[place] = oldMakers[i];
            }
        }
    }
}
