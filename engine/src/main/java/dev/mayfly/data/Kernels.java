package dev.mayfly.data;

import dev.mayfly.data.kernel.Choice;

/**
 * Says what the bulk operations of {@link Floats}, {@link Doubles}, {@link Ints}, {@link Longs} and
 * of the arrays run on: vector instructions, through the JDK's module {@code jdk.incubator.vector},
 * or plain loops. Their results are the same to the bit, but for which NaN a NaN is.
 *
 * <p>The module is the user's to add, with {@code --add-modules jdk.incubator.vector} on the
 * command line of {@code java}, which prints a warning that it is an incubator module. Without it
 * everything works, up to ten times slower. {@code -Dmayfly.vectors=off} does without also where
 * the module is. It is decided once.
 *
 * <p>Until the JIT compiler has seen them, which takes some thousand calls or some ten thousand
 * elements, vector instructions are objects: slow, and Java garbage.
 */
public final class Kernels {

    private Kernels() {}

    /**
     * Whether bulk operations use vector instructions.
     *
     * @return whether the module is there, not turned off, and of use on this machine
     */
    public static boolean useVectors() {
        return Choice.VECTORS;
    }

    /**
     * What bulk operations run on, for a log.
     *
     * @return the size of the vectors, or why there are none
     */
    public static String description() {
        return Choice.VECTORS
                ? "vectors of " + Choice.bits() + " bits"
                : "plain loops: " + Choice.WHY_NOT;
    }
}
