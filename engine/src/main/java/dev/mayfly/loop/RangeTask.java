package dev.mayfly.loop;

/** The body of a parallel loop, see {@link Workers#run(int, int, int, RangeTask)}. */
@FunctionalInterface
public interface RangeTask {

    /**
     * Does one chunk. Several threads are in here at once, each with another chunk.
     *
     * @param from the first index
     * @param to the index after the last, more than {@code from}
     * @param worker who does it, from 0 to {@link Workers#count()} exclusive: good for choosing the
     *     worker's own scratch and tools, and for nothing that a result depends on
     */
    void run(int from, int to, int worker);
}
