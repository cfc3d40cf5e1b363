package dev.mayfly.lwjgl;

import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Numbers for memories, so that native code can say which one it means: it gets a number where it
 * would keep a pointer of its user's. The functions that it calls are the same for all, are made
 * once and stay; so a call that comes after its memory was closed, or never had one, finds nothing
 * and does no harm.
 */
final class LibraryMemories {

    private static final int INDEX_BITS = 20;

    /** By the lower bits of their numbers; grows under the lock of the class. */
    private static volatile LibraryMemory[] all = {};

    private static long last;

    private LibraryMemories() {}

    /** Gives a memory its number. A closed one's place is used again, with another number. */
    static synchronized void add(LibraryMemory memory) {
        int free = 0;
        while (free < all.length && !all[free].isClosed()) {
            free++;
        }
        memory.number = ++last << INDEX_BITS | free;
        // The array is replaced and not written to: readers take no lock.
        LibraryMemory[] more = Arrays.copyOf(all, Math.max(all.length, free + 1));
        more[free] = memory;
        all = more;
    }

    private static @Nullable LibraryMemory find(long number) {
        LibraryMemory[] known = all;
        int index = (int) (number & ((1 << INDEX_BITS) - 1));
        return index < known.length && known[index].number == number ? known[index] : null;
    }

    static long alloc(long number, long size) {
        LibraryMemory memory = find(number);
        return memory == null ? Memory.NULL : memory.alloc(size);
    }

    static long resize(long number, long address, long size) {
        LibraryMemory memory = find(number);
        return memory == null ? Memory.NULL : memory.resize(address, size);
    }

    static void free(long number, long address) {
        LibraryMemory memory = find(number);
        if (memory != null) {
            memory.free(address);
        }
    }
}
