package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@link ContextPrograms} and {@link LwjglBehaviour}, each in a process of its own. */
class ContextMemoryAllocatorTest {

    private static ChildProgram checked(Class<?> program) {
        return ChildProgram.of(program).over(CheckedHeap.class);
    }

    private static void assertWentOn(String text) {
        assertTrue(text.strip().endsWith("went on"), text);
    }

    private static long linesWith(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }

    @Test
    void shouldPutIntoTheArenaWhatLwjglAndItsLibrariesAllocate() {
        assertEquals("went on", checked(ContextPrograms.Libraries.class).output().strip());
    }

    @Test
    void shouldPutIntoTheArenaWhatNanoVgDrawsWith() {
        String text = checked(ContextPrograms.Drawing.class).output();
        if (text.startsWith("no OpenGL") && !"required".equals(System.getenv("MAYFLY_GL"))) {
            abort("no OpenGL for this test");
        }
        assertEquals("went on", text.strip());
    }

    @Test
    void shouldServeThreadsThatAreMadeInC() {
        String text = checked(ContextPrograms.ForeignThread.class).output();
        if (text.startsWith("skipped")) {
            abort(text);
        }
        assertEquals("went on", text.strip());
    }

    @Test
    void shouldGiveEachBlockBackToItsMaker() {
        String text = checked(ContextPrograms.Makers.class).output();
        assertWentOn(text);
        assertEquals(
                1,
                linesWith(text, "was resized by thread \"elsewhere\", but that allocator is for"),
                text);
    }

    @Test
    void shouldGiveNativeCodeNullWhereAnAllocatorFails() {
        String text = checked(ContextPrograms.Failures.class).output();
        assertWentOn(text);
        assertEquals(1, linesWith(text, "FrameArena \"small\" holds 4096 bytes at most"), text);
        assertEquals(1, linesWith(text, "AllocationPanic: STBImage.nstbi_load_from_memory("), text);
        assertEquals(1, linesWith(text, "FrameArena \"closed\" is closed"), text);
        assertEquals(4, text.lines().count(), text);
    }

    @Test
    void shouldServeAnAllocatorThatItselfAllocatesThroughLwjgl() {
        assertEquals("went on", checked(ContextPrograms.Recursion.class).output().strip());
    }

    @Test
    void shouldSayWhenItIsTooLate() {
        String text = ChildProgram.of(ContextPrograms.TooLate.class).output();
        assertWentOn(text);
        assertTrue(
                text.contains("mimalloc$Allocator: call ContextMemoryAllocator.install()"), text);
    }

    @Test
    void shouldInstallOnce() {
        assertEquals("went on", ChildProgram.of(ContextPrograms.Twice.class).output().strip());
    }

    @Test
    void shouldInstallByOptionToo() {
        assertEquals(
                "went on", ChildProgram.of(ContextPrograms.Twice.class).hooked().output().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mimalloc", "system"})
    void shouldTakeAnyOfLwjglsAllocatorsForTheHeap(String heap) {
        String property = "-D" + ContextMemoryAllocator.HEAP + "=" + heap;
        assertEquals(
                "went on",
                ChildProgram.of(ContextPrograms.Twice.class)
                        .with(property)
                        .hooked()
                        .output()
                        .strip());
    }

    @Test
    void shouldSayWhenThereIsNoSuchHeap() {
        String property = "-D" + ContextMemoryAllocator.HEAP + "=noSuchThing";
        String text =
                ChildProgram.of(LwjglBehaviour.class)
                        .hooked()
                        .with(property)
                        .arguments("none")
                        .output();
        assertEquals(1, linesWith(text, "there is no allocator \"noSuchThing\""), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "arena", "region", "default"})
    void shouldChangeNothingOfWhatLwjglDoes(String where) {
        String plain = ChildProgram.of(LwjglBehaviour.class).arguments("none").output();
        assertTrue(plain.lines().count() > 90, plain);
        assertEquals(
                plain, ChildProgram.of(LwjglBehaviour.class).hooked().arguments(where).output());
    }

    @Test
    void shouldTrackTheHeapBehindIt() {
        String text =
                ChildProgram.of(ContextPrograms.Leak.class)
                        .over(TrackingMemoryAllocator.class)
                        .output();
        assertLeakOfTheHeapAlone(text);
    }

    @Test
    void shouldTakeTheTrackingOneForTheHeapWhereThatWasAskedFor() {
        String option = "-Dorg.lwjgl.system.allocator=" + TrackingMemoryAllocator.class.getName();
        assertLeakOfTheHeapAlone(ChildProgram.of(ContextPrograms.Leak.class).with(option).output());
    }

    private static void assertLeakOfTheHeapAlone(String text) {
        assertTrue(text.contains("1 allocation not freed"), text);
        assertTrue(
                text.contains("- 96 bytes @ " + ContextPrograms.Leak.class.getName() + ".main"),
                text);
        assertFalse(text.contains("1234"), text);
    }

    @Test
    void shouldWarnOfLwjglsOwnDebugAllocator() {
        String text =
                ChildProgram.of(ContextPrograms.Twice.class)
                        .with("-Dorg.lwjgl.util.DebugAllocator=true")
                        .output();
        assertEquals(1, linesWith(text, "mayfly: LWJGL's debug allocator does not know"), text);
        assertTrue(text.contains("went on"), text);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldDecodeInAndOutOfOverridesOnManyThreads() {
        decode(20_000);
    }

    /** Decodes, and sees that memory stays as it was and nothing is freed twice. */
    static void decode(int count) {
        String text =
                checked(ContextPrograms.Decodes.class)
                        .with("-Xmx64m")
                        .with("-XX:+UseSerialGC")
                        .arguments(Integer.toString(count))
                        .output();
        assertWentOn(text);
        String grew = text.replaceAll("(?s).*grew by (-?\\d+) MiB.*", "$1");
        assertTrue(Long.parseLong(grew) < 32, text);
    }
}
