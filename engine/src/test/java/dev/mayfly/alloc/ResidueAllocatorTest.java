package dev.mayfly.alloc;

import static dev.mayfly.alloc.MemoryChecks.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

class ResidueAllocatorTest extends AllocatorContract {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final PrintStream voice = new PrintStream(heard, true, StandardCharsets.US_ASCII);
    private final FailingAllocator below = new FailingAllocator(HeapAllocator.INSTANCE);

    @Override
    Allocator create() {
        return new ResidueAllocator(HeapAllocator.INSTANCE, voice);
    }

    private String heard() {
        return heard.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldFreeTheResidueAndThenScold() {
        try (ResidueAllocator allocator = new ResidueAllocator(below, voice)) {
            for (int i = 0; i < 3; i++) {
                allocator.alloc(10, 8);
            }
            allocator.allocate(50, 8);
            allocator.free(allocator.alloc(1000, 8), 1000);
            allocator.resize(allocator.alloc(1, 8), 1, 16, 8);
            assertEquals(5, below.liveBlocks());
            assertEquals("", heard());
        }
        assertEquals(0, below.liveBlocks());
        String[] lines = heard().lines().toArray(String[]::new);
        assertEquals("      .---.", lines[0]);
        assertEquals(
                "QUACK! 5 blocks, 96 bytes never freed, left to ResidueAllocator over"
                        + " FailingAllocator over HeapAllocator:",
                lines[6]);
        assertTrue(
                lines[7].startsWith("- 1 block, 16 bytes @ ResidueAllocatorTest.should"), lines[7]);
        assertTrue(
                lines[8].startsWith("- 1 block, 50 bytes @ ResidueAllocatorTest.should"), lines[8]);
        assertTrue(
                lines[9].startsWith("- 3 blocks, 30 bytes @ ResidueAllocatorTest.should"),
                lines[9]);
        assertTrue(lines[9].contains("(ResidueAllocatorTest.java:"), lines[9]);
        assertEquals(11, lines.length);
        assertFalse(heard().contains("?"), "all of it is ASCII");
    }

    @Test
    void shouldHaveNothingToSayWhereNothingIsLeft() {
        ResidueAllocator allocator = new ResidueAllocator(below, voice);
        allocator.free(allocator.alloc(10, 8), 10);
        allocator.close();
        assertEquals("", heard());
    }

    @Test
    void shouldScoldOnce() {
        ResidueAllocator allocator = new ResidueAllocator(below, voice);
        allocator.alloc(10, 8);
        allocator.close();
        String first = heard();
        allocator.close();
        assertEquals(first, heard());
    }

    @Test
    void shouldNotWaitForTheEndOfTheProgramOnceClosed() {
        ResidueAllocator open = new ResidueAllocator(below, voice);
        assertTrue(Runtime.getRuntime().removeShutdownHook(open.hook));
        open.close();
        ResidueAllocator closed = new ResidueAllocator(below, voice);
        closed.close();
        assertFalse(Runtime.getRuntime().removeShutdownHook(closed.hook));
    }

    @Test
    void shouldNameOnlyTheFirstPlacesOfMany() {
        try (ResidueAllocator allocator = new ResidueAllocator(below, voice)) {
            deeper(allocator, 12);
        }
        assertTrue(heard().contains("12 blocks, 78 bytes"), heard());
        assertTrue(heard().contains("- and from 4 more places"), heard());
    }

    /** Makes places that differ in the line that allocates, for there are too few names to tell. */
    private static void deeper(Allocator allocator, int places) {
        for (int i = 1; i <= places; i++) {
            switch (i) {
                case 1 -> allocator.alloc(1, 1);
                case 2 -> allocator.alloc(2, 1);
                case 3 -> allocator.alloc(3, 1);
                case 4 -> allocator.alloc(4, 1);
                case 5 -> allocator.alloc(5, 1);
                case 6 -> allocator.alloc(6, 1);
                case 7 -> allocator.alloc(7, 1);
                case 8 -> allocator.alloc(8, 1);
                case 9 -> allocator.alloc(9, 1);
                case 10 -> allocator.alloc(10, 1);
                case 11 -> allocator.alloc(11, 1);
                default -> allocator.alloc(12, 1);
            }
        }
    }

    @Test
    void shouldGiveBlocksBackNewestFirst() {
        try (FrameArena arena = FrameArena.create()) {
            try (ResidueAllocator allocator = new ResidueAllocator(arena, voice)) {
                allocator.alloc(16, 16);
                allocator.alloc(16, 16);
                allocator.alloc(16, 16);
            }
            assertEquals(0, arena.used());
        }
    }

    @Test
    void shouldSayWhatItCouldNotGiveBack() {
        FrameArena arena = FrameArena.create();
        ResidueAllocator allocator = new ResidueAllocator(arena, voice);
        allocator.alloc(16, 16);
        allocator.alloc(16, 16);
        arena.close();
        allocator.close();
        assertTrue(heard().contains("2 of them could not be given back"), heard());
        assertTrue(heard().contains("is closed"), heard());
    }

    @Test
    void shouldHaveNothingLeftAfterFreeAll() {
        try (FrameArena arena = FrameArena.create()) {
            try (ResidueAllocator allocator = new ResidueAllocator(arena, voice)) {
                long block = allocator.alloc(16, 16);
                assertSame(allocator, allocator.query(block).owner());
                allocator.freeAll();
            }
            assertEquals("", heard());
        }
    }

    @Test
    void shouldCatchFreesOfWhatItDoesNotHold() {
        try (ResidueAllocator allocator = new ResidueAllocator(below, voice)) {
            long block = allocator.alloc(10, 8);
            assertFails(MemoryError.INVALID_ARGUMENT, () -> allocator.free(block, 11));
            allocator.free(block, 10);
            assertFails(MemoryError.INVALID_POINTER, () -> allocator.free(block, 10));
            assertFails(MemoryError.INVALID_POINTER, () -> allocator.resize(block, 10, 20, 8));
        }
    }

    @Test
    void shouldOfferToAnyThreadWhatTheOneBelowOffers() {
        try (Allocator allocator = create()) {
            assertTrue(
                    allocator
                            .features()
                            .containsAll(Set.of(Feature.FREE, Feature.THREAD_SAFE, Feature.CLOSE)));
        }
    }

    @Test
    void shouldScoldWhenTheProgramEnds() throws IOException, InterruptedException {
        String said = endOfAProgram("leak");
        assertTrue(said.contains("QUACK! 2 blocks, 42 bytes"), said);
        assertTrue(said.contains("ResidueAllocatorTest$Program.main"), said);
    }

    @Test
    void shouldKeepQuietAtTheEndOfAProgramThatClosedIt() throws IOException, InterruptedException {
        String said = endOfAProgram("leak", "close");
        assertEquals(said.indexOf("QUACK"), said.lastIndexOf("QUACK"), said);
        assertTrue(said.indexOf("QUACK") < said.indexOf("closed"), said);
        assertEquals("done", endOfAProgram().strip());
    }

    /** What another JVM says that runs {@link Program}. */
    private static String endOfAProgram(String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName());
        program.command().addAll(List.of(arguments));
        program.redirectErrorStream(true);
        Process running = program.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
        return said;
    }

    /** A program that leaks, if told to, and closes, if told to. */
    static final class Program {

        public static void main(String[] arguments) {
            Set<String> told = Set.of(arguments);
            ResidueAllocator allocator = new ResidueAllocator(HeapAllocator.INSTANCE);
            if (told.contains("leak")) {
                allocator.alloc(40, 8);
                allocator.alloc(2, 1);
            }
            if (told.contains("close")) {
                allocator.close();
                System.err.println("closed");
            }
            System.err.println("done");
        }
    }
}
