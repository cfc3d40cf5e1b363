package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;

/** Hands the allocator under the drop-in to tests in other packages. */
public final class LwjglHeaps {

    private LwjglHeaps() {}

    /** Over the module that LWJGL would choose. */
    public static Allocator chosen() {
        return LwjglHeap.choose();
    }

    /** Over the C library, as if its free did not take aligned blocks. */
    public static Allocator withTwoFrees() {
        return new LwjglHeap(new LibcAllocator(), false);
    }
}
