package dev.mayfly.debug;

/** Looks at tracked blocks without an object for each. */
@FunctionalInterface
public interface BlockVisitor {

    /**
     * A live block.
     *
     * @param address where it begins
     * @param size bytes, as requested
     * @param place the number of the place it was made at, see {@link TrackingAllocator#place}
     * @param tick the tick it was made in
     * @param tag the number of its tag
     * @param order the how-manieth block of its allocator it is, from 1
     * @param immortal whether it is meant to live until the program ends
     */
    void visit(
            long address, long size, int place, long tick, int tag, long order, boolean immortal);
}
