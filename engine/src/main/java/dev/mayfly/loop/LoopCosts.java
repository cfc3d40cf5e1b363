package dev.mayfly.loop;

/**
 * What an index of a parallel loop took the last time, for some loops: enough to know which are
 * over before anybody has woken up. A task is known by its identity hash, so none is kept alive,
 * and one that is taken for another costs a wrong guess at worst.
 *
 * <p>One thread at a time: the caller of the loop.
 */
final class LoopCosts {

    private static final int SIZE = 64;

    private final int[] tasks = new int[SIZE];
    private final double[] nanosPerIndex = new double[SIZE];

    /**
     * How long a loop will take one thread alone.
     *
     * @return nanoseconds; infinity where the task is not known
     */
    double expect(RangeTask task, long length) {
        int hash = System.identityHashCode(task);
        int slot = hash & SIZE - 1;
        return tasks[slot] == hash ? nanosPerIndex[slot] * length : Double.POSITIVE_INFINITY;
    }

    void note(RangeTask task, long length, double nanos) {
        int hash = System.identityHashCode(task);
        int slot = hash & SIZE - 1;
        tasks[slot] = hash;
        nanosPerIndex[slot] = nanos / length;
    }
}
