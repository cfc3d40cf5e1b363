package dev.mayfly.data;

/** What goes wrong with an index, decided on the slow path: deleted structures have size 0. */
final class Failures {

    private Failures() {}

    /**
     * The failure of an access that its size does not allow.
     *
     * @param what the structure, for a person to read
     * @param deleted whether it was deleted
     */
    static RuntimeException outside(Object what, long index, long size, boolean deleted) {
        return deleted
                ? deleted(what)
                : new IndexOutOfBoundsException(
                        "index %d is outside of %s, which has %d".formatted(index, what, size));
    }

    static IllegalStateException deleted(Object what) {
        return new IllegalStateException(
                what + " was deleted: use it before delete(), or make a new one");
    }
}
