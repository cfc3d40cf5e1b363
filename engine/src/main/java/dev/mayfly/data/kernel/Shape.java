package dev.mayfly.data.kernel;

import jdk.incubator.vector.VectorShape;

/** The size of vectors, for all kernels: the machine's own, as far as they know what to do. */
final class Shape {

    static final int FEWEST_BITS = 128;
    private static final int MOST_BITS = 512;

    static final int BITS = Math.min(MOST_BITS, VectorShape.preferredShape().vectorBitSize());

    /** Not before somebody has seen that there are enough bits. */
    static final class Chosen {
        static final VectorShape SHAPE = VectorShape.forBitSize(Math.max(BITS, FEWEST_BITS));

        /** For indices that are ints, of elements that have twice the size. */
        static final VectorShape HALF = VectorShape.forBitSize(SHAPE.vectorBitSize() / 2);

        private Chosen() {}
    }

    private Shape() {}
}
