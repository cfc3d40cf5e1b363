package dev.mayfly.bench.suite;

/**
 * A way of getting the memory of a tick.
 *
 * @param name what the frame-time program calls it
 * @param description one line for the reader
 */
record FrameWay(String name, String description) {

    private static final String MAYFLY = "mayfly";

    boolean isMayfly() {
        return isMayfly(name);
    }

    static boolean isMayfly(String name) {
        return name.startsWith(MAYFLY);
    }
}
