/**
 * How {@code GeneralAllocator} works inside; not for users, and not exported by the module.
 *
 * <p>From the outside in: a {@link dev.mayfly.alloc.slab.SlabSpace} is a range of addresses cut
 * into slabs. A {@link dev.mayfly.alloc.slab.Slab} is cut into blocks of one {@link
 * dev.mayfly.alloc.slab.SizeClasses size class}, so an address alone tells its slab, and the slab
 * tells all about the block. Slabs belong to a {@link dev.mayfly.alloc.slab.Bin}: the blocks of one
 * size class that one thread hands out, the freed ones in a list through the blocks themselves. A
 * {@link dev.mayfly.alloc.slab.ThreadHeap} is all bins of a thread, and the lock-free list on which
 * other threads hand its blocks back. {@link dev.mayfly.alloc.slab.Heaps} knows which thread has
 * which, and passes on what dead threads leave behind.
 */
@NullMarked
package dev.mayfly.alloc.slab;

import org.jspecify.annotations.NullMarked;
