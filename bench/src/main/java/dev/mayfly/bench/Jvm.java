package dev.mayfly.bench;

/** The options that a game on Mayfly runs its JVM with, and so does every fork here. */
final class Jvm {

    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    static final String LWJGL_FAST_PATH = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** What bulk operations need for vector instructions. */
    static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** A heap in which nothing here runs out of room, and no collector is in need. */
    static final String HEAP = "-Xmx4g";

    static final String G1 = "-XX:+UseG1GC";
    static final String ZGC = "-XX:+UseZGC";
    static final String PARALLEL = "-XX:+UseParallelGC";

    /** Says that another option names who makes the threads that are measured. */
    static final String OWN_THREADS = "-Djmh.executor=CUSTOM";

    private Jvm() {}
}
