package dev.mayfly.alloc;

import dev.mayfly.alloc.slab.SlabSpace;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What a general allocator and its regions have in common: the addresses, the limit and how they
 * were built; and who is open. Its lock keeps them from being emptied while somebody looks into
 * all. It is taken before any other.
 */
final class GeneralFamily {

    final SlabSpace space;
    final boolean neverReuse;
    final boolean checked;
    final boolean closable;
    final OncePages oncePages = new OncePages();

    /** The allocator first, then its open regions; guarded by this. */
    private final List<GeneralAllocator> members = new ArrayList<>();

    GeneralFamily(SlabSpace space, boolean neverReuse, boolean checked, boolean closable) {
        this.space = space;
        this.neverReuse = neverReuse;
        this.checked = checked;
        this.closable = closable;
    }

    synchronized void add(GeneralAllocator member) {
        members.add(member);
    }

    /** Counts bytes in; whether the limit allows it, at least once nothing lies unused. */
    boolean takeOrTrim(long bytes) {
        if (space.take(bytes)) {
            return true;
        }
        trim();
        return space.take(bytes);
    }

    /** What waits in any member counts against the limit of all. */
    synchronized void trim() {
        members.forEach(GeneralAllocator::trim);
    }

    /** Who has the block that an address is in, or perhaps has. */
    @Nullable GeneralAllocator owner(long address) {
        List<GeneralAllocator> all;
        synchronized (this) {
            all = List.copyOf(members);
        }
        for (GeneralAllocator member : all) {
            if (member.hasBlockAround(address)) {
                return member;
            }
        }
        return null;
    }

    /** Ends a region. */
    synchronized void end(GeneralAllocator region) {
        members.remove(region);
        region.end();
    }

    /** Ends everybody, the regions first. */
    synchronized void endAll() {
        members.reversed().forEach(GeneralAllocator::end);
        members.clear();
        space.close();
        oncePages.close();
    }
}
