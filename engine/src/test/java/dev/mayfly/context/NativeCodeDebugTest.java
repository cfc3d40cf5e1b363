package dev.mayfly.context;

import static dev.mayfly.context.SampleLibrary.ALLOC;
import static dev.mayfly.context.SampleLibrary.FREE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LifetimeCheck;
import dev.mayfly.alloc.NativeAllocator;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

/** A debug build checks and poisons what C does too. */
class NativeCodeDebugTest {

    private static final byte POISON = (byte) 0xDD;

    private final SampleLibrary c = SampleLibrary.orSkip();

    @Test
    void shouldPoisonWhatCGaveBackAndWhatEnded() {
        try (FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch)) {
            long kept = c.make(true, ALLOC, 40, 8);
            long freed = c.make(true, ALLOC, 40, 8);
            assertEquals(0, c.operate(true, FREE, 0, 8, freed, 40));
            assertEquals(POISON, Memory.getByte(freed + 39));
            assertEquals(0, Memory.getByte(kept + 39));
            scratch.freeAll();
            assertEquals(POISON, Memory.getByte(kept + 39));
            assertEquals(0, Memory.getByte(c.make(true, ALLOC, 40, 8) + 39));
        }
    }

    @Test
    void shouldKnowTheLifetimeOfWhatCAllocated() {
        try (FrameArena scratch = FrameArena.create();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, scratch)) {
            long ofTick = LifetimeCheck.of(scratch, c.make(true, ALLOC, 40, 8));
            long ofPoint;
            try (SavePoint _ = scratch.savepoint()) {
                ofPoint = LifetimeCheck.of(scratch, c.make(true, ALLOC, 40, 8));
                LifetimeCheck.check(ofPoint, "a structure");
            }
            assertThrows(
                    IllegalStateException.class, () -> LifetimeCheck.check(ofPoint, "a structure"));
            LifetimeCheck.check(ofTick, "a structure");
            scratch.freeAll();
            assertThrows(
                    IllegalStateException.class, () -> LifetimeCheck.check(ofTick, "a structure"));
        }
    }

    @Test
    void shouldTellCThatAnArenaIsAnotherThreads() throws InterruptedException {
        try (FrameArena scratch = FrameArena.builder().name("mine").build();
                FrameArena other = FrameArena.create()) {
            long _ = scratch.alloc(8, 8);
            assertEquals(
                    null,
                    Elsewhere.thrown(
                            () -> {
                                try (OpenContext _ = Context.open(scratch, other)) {
                                    int error = c.operate(false, ALLOC, 8, 8, 0, 0);
                                    if (error != -1) {
                                        throw new IllegalStateException("error " + error);
                                    }
                                    Throwable reason =
                                            assertInstanceOf(
                                                    WrongThreadException.class,
                                                    NativeAllocator.takeFailure());
                                    assertTrue(reason.getMessage().contains("mine"));
                                }
                            }));
            assertEquals(8, scratch.used());
        }
    }
}
