package dev.mayfly.bench;

/** The options that a game on Mayfly runs its JVM with, and so does every fork here. */
final class Jvm {

    static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    static final String LWJGL_FAST_PATH = "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED";

    /** What bulk operations need for vector instructions. */
    static final String VECTORS = "--add-modules=jdk.incubator.vector";

    private Jvm() {}
}
