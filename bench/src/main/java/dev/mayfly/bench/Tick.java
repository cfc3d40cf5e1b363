package dev.mayfly.bench;

/**
 * A tick that allocates: so many blocks at 16 bytes, each with one 8-byte store of its number at
 * its start, and at the end of it all of them given back.
 */
interface Tick extends AutoCloseable {

    /** Runs one. */
    void run();

    /** Runs several; C does so without coming back in between. */
    default void run(int ticks) {
        for (int i = 0; i < ticks; i++) {
            run();
        }
    }

    /** Runs one and adds up what its blocks hold, for tests: all must have written the same. */
    long sum();

    @Override
    default void close() {}

    /**
     * The same tick, whoever runs it.
     *
     * @param name of the method of a benchmark
     */
    static Tick of(String name, int[] sizes) {
        return switch (name) {
            case "frameArena",
                    "frameArenaZeroed",
                    "frameArenaSegments",
                    "frameArenaSegmentsZeroed",
                    "lwjglMemoryStack",
                    "lwjglSegmentStack",
                    "ffmSlicing",
                    "cBump" ->
                    BumpTick.of(name, sizes, Sizes.capacity(sizes));
            default -> BlockTick.of(Source.of(name), sizes);
        };
    }
}
