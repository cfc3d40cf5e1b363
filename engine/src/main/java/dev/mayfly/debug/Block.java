package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

/**
 * A block of memory as tracking remembers it.
 *
 * @param allocator the name of the tracking allocator that made it
 * @param address where it begins
 * @param size bytes, as requested
 * @param tag what was in use when it was made
 * @param order the how-manieth block of its allocator it is, from 1
 * @param immortal whether it is meant to live until the program ends
 * @param born its allocation
 * @param died its free; null while it lives
 * @param seenFreed where its free was not walked ({@link FreeTraces}), the place where a block that
 *     was made at the same place was last seen freed, or {@link Place#UNKNOWN}; otherwise null
 */
public record Block(
        String allocator,
        long address,
        long size,
        Tag tag,
        long order,
        boolean immortal,
        Moment born,
        @Nullable Moment died,
        @Nullable Place seenFreed) {}
