package dev.mayfly.alloc;

import dev.mayfly.lwjgl.LwjglHeaps;

class LwjglHeapWithTwoFreesTest extends AllocatorContract {

    @Override
    Allocator create() {
        return LwjglHeaps.withTwoFrees();
    }
}
