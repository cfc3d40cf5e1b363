package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;
import dev.mayfly.loop.Workers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number of workers changes nothing but the time it takes. */
class CrewTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldGiveTheSameChecksumForAnyNumberOfWorkers(int count) {
        try (Workers workers = Workers.create(count)) {
            assertEquals(Runs.checksum(5, 3000, 400), Runs.checksum(workers, 5, 3000, 400));
            assertEquals(Runs.checksum(6, 900, 400), Runs.checksum(workers, 6, 900, 400));
            assertEquals(Runs.checksum(7, 257, 400), Runs.checksum(workers, 7, 257, 400));
            assertEquals(Runs.checksum(8, 0, 1500), Runs.checksum(workers, 8, 0, 1500));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void shouldDrawTheSamePictureForAnyNumberOfWorkers(int count) {
        try (Workers workers = Workers.create(count);
                FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch);
                World alone = new World(HeapAllocator.INSTANCE, scratch, 3, 3000);
                World shared = new World(HeapAllocator.INSTANCE, scratch, workers, 3, 3000)) {
            Scene expected = new Scene(alone, scratch);
            Scene drawn = new Scene(shared, scratch);
            for (int tick = 0; tick < 200; tick++) {
                alone.tick(Pilot.input(alone, scratch));
                shared.tick(Pilot.input(shared, scratch));
                DrawElementArray aloneList = DrawElementArray.create(scratch);
                DrawElementArray sharedList = DrawElementArray.create(scratch);
                expected.build(1.8f, aloneList);
                drawn.build(1.8f, sharedList);
                assertSame(aloneList, sharedList);
                scratch.freeAll();
                workers.freeAll();
            }
        }
    }

    private static void assertSame(DrawElementArray expected, DrawElementArray drawn) {
        assertEquals(expected.size(), drawn.size());
        for (long i = 0; i < expected.size(); i++) {
            assertEquals(expected.x(i), drawn.x(i));
            assertEquals(expected.y(i), drawn.y(i));
            assertEquals(expected.rotation(i), drawn.rotation(i));
            assertEquals(expected.sprite(i), drawn.sprite(i));
            assertEquals(expected.color(i), drawn.color(i));
            assertEquals(expected.stepX(i), drawn.stepX(i));
            assertEquals(expected.stepY(i), drawn.stepY(i));
        }
    }

    @Test
    void shouldCutWorkIntoChunksThatCoverItOnce() {
        for (int count : new int[] {0, 1, 255, 256, 257, 8192, 8193, 50_000, 1_000_000}) {
            int chunk = Crew.chunk(count);
            assertTrue(chunk >= 1);
            assertEquals((count + chunk - 1) / chunk, Crew.chunks(count));
            assertTrue(Crew.chunks(count) <= 32);
        }
    }
}
