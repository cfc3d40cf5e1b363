package dev.mayfly.lwjgl;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A million pictures, in and out of overrides, on several threads. */
class ContextMemoryAllocatorStress {

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldDecodeAMillionPicturesInTheSameMemory() {
        ContextMemoryAllocatorTest.decode(1_000_000);
    }
}
