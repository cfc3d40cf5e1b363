package dev.mayfly.alloc.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What any allocator would have to remember, kept plainly: the live blocks by address and by age,
 * and an upper bound of what they can cost.
 */
final class Model {

    /** Bytes that the books of an allocator may cost for each block, at most. */
    private static final long BOOKS = 64;

    private final boolean freeingGivesRoom;
    private final TreeMap<Long, Block> byAddress = new TreeMap<>();

    /** Oldest first. */
    private final List<Block> byAge = new ArrayList<>();

    private final Deque<Long> owedAtSave = new ArrayDeque<>();
    private long owed;
    private long live;

    /**
     * @param freeingGivesRoom whether a freed block's memory can be asked for again; without it
     *     only {@code freeAll} and save points give room
     */
    Model(boolean freeingGivesRoom) {
        this.freeingGivesRoom = freeingGivesRoom;
    }

    /** The most that a request may cost an allocator, bytes. */
    static long cost(long size, long alignment) {
        return size + alignment + BOOKS;
    }

    /** The most that everything since the last {@code freeAll} may cost the allocator, bytes. */
    long owed() {
        return owed;
    }

    /** Bytes in live blocks, as requested. */
    long live() {
        return live;
    }

    int count() {
        return byAge.size();
    }

    int depth() {
        return owedAtSave.size();
    }

    List<Block> blocks() {
        return byAge;
    }

    /** A live block's place among the live ones by age, counted from the newest and round again. */
    int index(int pick) {
        return count() - 1 - Math.floorMod(pick, count());
    }

    boolean isNewest(int index) {
        return index == count() - 1;
    }

    Block get(int index) {
        return byAge.get(index);
    }

    void add(Block block) {
        insert(block);
        byAge.add(block);
    }

    Block remove(int index) {
        Block block = byAge.remove(index);
        take(block);
        if (byAge.isEmpty() && freeingGivesRoom) {
            owed = 0;
        }
        return block;
    }

    /** A block was resized; one that moved is the newest now. */
    void replace(int index, Block resized) {
        Block old = byAge.get(index);
        take(old);
        insert(resized);
        if (resized.address() == old.address()) {
            byAge.set(index, resized);
        } else {
            byAge.remove(index);
            byAge.add(resized);
        }
    }

    private void insert(Block block) {
        Map.Entry<Long, Block> below = byAddress.lowerEntry(block.end());
        if (below != null && below.getValue().end() > block.address()) {
            throw new AssertionError(block + " overlaps " + below.getValue() + ", which is live");
        }
        byAddress.put(block.address(), block);
        owed += cost(block.size(), block.alignment());
        live += block.size();
    }

    private void take(Block block) {
        byAddress.remove(block.address());
        live -= block.size();
        if (freeingGivesRoom) {
            owed -= cost(block.size(), block.alignment());
        }
    }

    void clear() {
        byAddress.clear();
        byAge.clear();
        owedAtSave.clear();
        owed = 0;
        live = 0;
    }

    void save() {
        owedAtSave.push(owed);
    }

    /** Forgets what was made since the innermost save point. */
    void restore() {
        int depth = depth();
        for (int i = count() - 1; i >= 0; i--) {
            if (byAge.get(i).depth() >= depth) {
                take(byAge.remove(i));
            }
        }
        long before = owedAtSave.pop();
        if (!freeingGivesRoom) {
            owed = before;
        }
    }
}
