package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.lwjgl.LwjglHeaps;

import org.junit.jupiter.api.Test;

class LwjglHeapTest extends AllocatorContract {

    @Override
    Allocator create() {
        return LwjglHeaps.chosen();
    }

    @Test
    void shouldTakeTheModuleThatLwjglTakesFirst() {
        assertEquals(
                "org.lwjgl.system.mimalloc.mimalloc$Allocator", LwjglHeaps.chosen().toString());
    }
}
