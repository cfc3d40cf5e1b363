package dev.mayfly.bench.frame;

/**
 * One way of getting the memory of a tick. In each tick the methods are called in this order;
 * {@link #build} and {@link #end} are what is measured.
 */
interface Frame extends AutoCloseable {

    /**
     * Brings up to date what the way keeps of the world in a form of its own, for all the run. Not
     * measured, as the world's own motion is not.
     */
    default void look(World world) {}

    /**
     * Builds the grid, the neighbours, the contacts and the draw list, and tells the world what
     * follows from them.
     */
    void build(World world);

    /** Tells what was found. Not measured. */
    void tell(Tally tally);

    /** Gives back all memory of the tick. */
    void end();

    /**
     * How much native memory the way asked for.
     *
     * @return most bytes at once in any tick so far; 0 for a way that wants none
     */
    long nativeBytes();

    /** Gives back what was kept for the run. */
    @Override
    default void close() {}
}
