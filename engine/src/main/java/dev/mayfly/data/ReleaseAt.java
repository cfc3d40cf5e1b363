package dev.mayfly.data;

/**
 * {@link Release} for elements that do not stand in one piece: what to do with a struct in {@link
 * StructColumns} when it goes. It gets the index, at which every component can still be read:
 *
 * {@snippet file="dev/mayfly/snippets/StructOwnerSnippets.java" region="columns"}
 */
@FunctionalInterface
public interface ReleaseAt {

    /**
     * Gives back what an element owns, and leaves the structure that it stands in alone.
     *
     * @param index where it stands; good for this call only
     */
    void release(long index);
}
