package dev.mayfly.debug;

/** Hears that a subsystem has more memory than it should. */
@FunctionalInterface
public interface BudgetListener {

    /**
     * The bytes of a tag rose above its budget; called once each time they do, on the thread that
     * allocated, after the allocation. What it throws reaches the one who allocated, who then does
     * not have the block's address.
     *
     * @param allocator the tracking allocator's name
     * @param tag whose budget it is
     * @param liveBytes what the tag has now, bytes
     * @param budget what it should have at most, bytes
     */
    void exceeded(String allocator, Tag tag, long liveBytes, long budget);
}
