package dev.mayfly.alloc.slab;

import java.util.Arrays;

/**
 * The sizes of blocks that another allocator made, by address: a hash table with linear probing and
 * removal that leaves no tombstones. No Java garbage once it has grown. Not synchronised.
 */
public final class BlockTable {

    /** Odd, and its bits are without order: neighbours get places that are far apart. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    // A power of two places, at most half of them taken; 0 where a place is free.
    private long[] addresses = new long[16];
    private long[] sizes = new long[16];
    private int count;
    private long bytes;

    /** Starts empty. */
    public BlockTable() {}

    /** Makes sure that one more block can be recorded without failing. */
    public void reserveOne() {
        if (count + 1 > addresses.length / 2) {
            grow();
        }
    }

    /**
     * Records a block.
     *
     * @param address not recorded yet
     * @param size bytes
     */
    public void put(long address, long size) {
        reserveOne();
        int at = find(address);
        addresses[at] = address;
        sizes[at] = size;
        count++;
        bytes += size;
    }

    /**
     * How large a block is.
     *
     * @param address anything
     * @return bytes, or -1 if no block begins there
     */
    public long size(long address) {
        int at = find(address);
        return address != 0 && addresses[at] == address ? sizes[at] : -1;
    }

    /**
     * Forgets a block.
     *
     * @param address a recorded one
     */
    public void remove(long address) {
        int hole = find(address);
        bytes -= sizes[hole];
        count--;
        addresses[hole] = 0;
        int mask = addresses.length - 1;
        for (int at = (hole + 1) & mask; addresses[at] != 0; at = (at + 1) & mask) {
            int wanted = slot(addresses[at]);
            // The entry may move back into the hole unless its place lies between hole and entry.
            if (((at - wanted) & mask) >= ((at - hole) & mask)) {
                addresses[hole] = addresses[at];
                sizes[hole] = sizes[at];
                addresses[at] = 0;
                hole = at;
            }
        }
    }

    /**
     * The block that an address is in. Looks at all of them.
     *
     * @param address anything
     * @return where it begins, or 0 if it is in none
     */
    public long around(long address) {
        for (int i = 0; i < addresses.length; i++) {
            if (addresses[i] != 0 && Long.compareUnsigned(address - addresses[i], sizes[i]) < 0) {
                return addresses[i];
            }
        }
        return 0;
    }

    /**
     * All of them.
     *
     * @return addresses, in no order
     */
    public long[] all() {
        return Arrays.stream(addresses).filter(address -> address != 0).toArray();
    }

    /**
     * How many places there are to look at with {@link #at}.
     *
     * @return a count
     */
    public int places() {
        return addresses.length;
    }

    /**
     * The block at a place. {@link #remove} may move another block there, and {@link #put} may move
     * all.
     *
     * @param place from 0 to below {@link #places()}
     * @return an address, or 0 where the place is free
     */
    public long at(int place) {
        return addresses[place];
    }

    /** Forgets all. */
    public void clear() {
        addresses = new long[16];
        sizes = new long[16];
        count = 0;
        bytes = 0;
    }

    /**
     * How many there are.
     *
     * @return a count
     */
    public int count() {
        return count;
    }

    /**
     * The sum of their sizes.
     *
     * @return bytes
     */
    public long bytes() {
        return bytes;
    }

    private int slot(long address) {
        return (int) (address * SPREAD >>> 32) & (addresses.length - 1);
    }

    private int find(long address) {
        int at = slot(address);
        while (addresses[at] != 0 && addresses[at] != address) {
            at = (at + 1) & (addresses.length - 1);
        }
        return at;
    }

    private void grow() {
        long[] oldAddresses = addresses;
        long[] oldSizes = sizes;
        addresses = new long[oldAddresses.length * 2];
        sizes = new long[oldAddresses.length * 2];
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != 0) {
                int at = find(oldAddresses[i]);
                addresses[at] = oldAddresses[i];
                sizes[at] = oldSizes[i];
            }
        }
    }
}
