package dev.mayfly.alloc;

/**
 * What a {@link GeneralAllocator} knows of the blocks of one size class. A moment's figures, exact
 * while no other thread allocates or frees.
 *
 * @param blockSize bytes in each block
 * @param live blocks that are with their users, or that another thread freed and their owner has
 *     not collected yet
 * @param free blocks that wait to be handed out again
 * @param committed bytes of the slabs they are in
 * @param peak most blocks that were live at once, summed over threads; those that waited in a
 *     thread's list at that time, at most 128 a thread, count too
 */
public record SizeClassUse(int blockSize, long live, long free, long committed, long peak) {}
