package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes for LWJGL in a debug build: nothing, and the default allocator is tracked. */
class ContextMemoryAllocatorDebugTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "arena", "region"})
    void shouldChangeNothingOfWhatLwjglDoes(String where) {
        String plain = ChildProgram.of(LwjglBehaviour.class).arguments("none").output();
        assertEquals(
                plain, ChildProgram.of(LwjglBehaviour.class).hooked().arguments(where).output());
    }

    @Test
    void shouldTrackWhatLwjglAllocatesInADefaultContext() {
        String plain = ChildProgram.of(LwjglBehaviour.class).arguments("none").output();
        String text = ChildProgram.of(LwjglBehaviour.class).hooked().arguments("default").output();
        assertTrue(text.startsWith(plain), text);
        // The one buffer of nonsense that is decoded and not freed, each time.
        assertTrue(
                text.contains("192 bytes in 3 blocks @ " + LwjglBehaviour.class.getName()), text);
        assertTrue(text.contains("3 allocations not freed"), text);
    }

    @Test
    void shouldGiveEachBlockBackToItsMaker() {
        String text =
                ChildProgram.of(ContextPrograms.Makers.class).over(CheckedHeap.class).output();
        assertTrue(text.contains("went on"), text);
        // The one that it makes on purpose, of a block that LWJGL knows by its address alone.
        assertTrue(text.contains("1 incorrect free in tracked"), text);
        assertTrue(text.contains("in tick 0 at " + ContextPrograms.Makers.class.getName()), text);
    }
}
