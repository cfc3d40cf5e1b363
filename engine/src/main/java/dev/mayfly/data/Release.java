package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

/**
 * What to do with an element when it goes: the destructor that native memory does not have.
 *
 * <p>A structure that has been told one calls it for an element that is removed, and for each live
 * element, once, when it is cleared or deleted. Then the mistake of deleting an array and
 * forgetting what its elements own cannot be made:
 *
 * {@snippet file="dev/mayfly/snippets/OwnerSnippets.java" region="release"}
 *
 * <p>A release that throws does not keep the others from theirs: see {@link Teardown}. It must
 * leave the structure that calls it alone.
 */
@FunctionalInterface
public interface Release {

    /**
     * Gives back what an element owns, not the element's own memory.
     *
     * @param element where it stands; good for this call only
     */
    void release(long element);

    /**
     * For elements that begin with the address of a block, 8 bytes, and then its size, 8 bytes:
     * frees the block. An element of zeroes has none.
     *
     * @param allocator who made the blocks
     * @return what frees them
     */
    static Release ofBlocks(Allocator allocator) {
        return element ->
                allocator.free(Memory.getLong(element), Memory.getLong(element + Long.BYTES));
    }
}
