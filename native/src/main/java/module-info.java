import org.jspecify.annotations.NullMarked;

/**
 * Floor 0 of Mayfly: where memory comes from.
 *
 * <p>Every restricted call of the FFM API that Mayfly makes is in this module, so a run on the
 * module path needs {@code --enable-native-access=dev.mayfly.memory} and nothing wider (LWJGL needs
 * its own grant).
 */
@NullMarked
module dev.mayfly.memory {
    requires transitive org.lwjgl;
    // For MallocHeap; and LWJGL picks the first allocator module it finds, which this makes
    // mimalloc.
    requires org.lwjgl.mimalloc;
    requires static transitive org.jspecify;

    exports dev.mayfly.memory;
}
