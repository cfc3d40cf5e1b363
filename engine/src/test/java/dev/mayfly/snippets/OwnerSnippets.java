package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.data.Attempt;
import dev.mayfly.data.Owned;
import dev.mayfly.data.OwnedArray;
import dev.mayfly.data.Release;
import dev.mayfly.data.Shared;
import dev.mayfly.data.SlotMap;
import dev.mayfly.data.Teardown;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of owners and slot maps shows, compiled and run. */
class OwnerSnippets {

    private final LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE);

    @Test
    void owned() {
        // @start region="owned"
        Owned texture = Owned.allocate(allocator, 4096, 16);
        MemorySegment texels = texture.segment();
        texels.setAtIndex(JAVA_INT, 0, 0xFF8000);

        Owned atlas = texture.move(); // texture has none any more, and texels have ended
        assertThrows(IllegalStateException.class, texture::address);
        assertThrows(IllegalStateException.class, () -> texels.getAtIndex(JAVA_INT, 0));

        atlas = atlas.resize(8192); // takes the block over; the old owner ends
        atlas.close();
        // @end
        assertEquals(0, allocator.used());
    }

    @Test
    void attempt() {
        LimitAllocator allocator = new LimitAllocator(HeapAllocator.INSTANCE, 1000);
        // @start region="attempt"
        String outcome =
                switch (Owned.tryAllocate(allocator, 4096, 16)) {
                    case Attempt.Ok<Owned>(var owner) -> "a block at " + owner.address();
                    case Attempt.Failed<Owned>(var error, var message) -> error + ": " + message;
                };
        // @end
        assertTrue(outcome.startsWith("BUFFER_TOO_LARGE"), outcome);
    }

    @Test
    void shared() throws InterruptedException {
        Allocator allocator = GeneralAllocator.shared();
        // @start region="shared"
        Shared mesh = Shared.allocate(allocator, 4096, 16);
        mesh.retain(); // the reference that the thread will close
        Thread reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (mesh) {
                                        Memory.putInt(mesh.address(), 42);
                                    }
                                });
        mesh.close(); // whoever is last frees
        // @end
        reader.join();
        assertEquals(0, mesh.references());
    }

    @Test
    void array() {
        // @start region="array"
        try (OwnedArray chunks = OwnedArray.create(allocator)) {
            long header = chunks.add(64, 8); // allocated by the array
            Memory.putLong(header, 42);
            chunks.add(Owned.allocate(GeneralAllocator.shared(), 4096, 16)); // taken over
        } // each is freed by whoever made it
        // @end
        assertEquals(0, allocator.used());
    }

    @Test
    void release() {
        // @start region="release"
        SlotMap sounds = SlotMap.create(allocator, 16, 8); // of an address and a size each
        sounds.releasing(Release.ofBlocks(allocator));

        long samples = allocator.alloc(1000, 4);
        long sound = sounds.insert();
        Memory.putLong(sounds.address(sound), samples);
        Memory.putLong(sounds.address(sound) + 8, 1000);

        sounds.delete(); // frees the samples, then the map
        // @end
        assertEquals(0, allocator.used());
    }

    @Test
    void teardown() {
        long elements = allocator.alloc(4 * 16);
        Memory.putLong(elements + 16, allocator.alloc(100));
        Memory.putLong(elements + 24, 100);
        Release release = Release.ofBlocks(allocator);
        // @start region="teardown"
        new Teardown()
                .releaseAll(release, elements, 4, 16)
                .free(allocator, elements, 4 * 16)
                .finish(); // throws what was thrown first
        // @end
        assertEquals(0, allocator.used());
    }

    @Test
    void slots() {
        // @start region="slots"
        try (SlotMap bodies = SlotMap.create(allocator, 32, 8)) {
            long ship = bodies.insert();
            long moon = bodies.insert();
            Memory.putFloat(bodies.address(moon), 1.5f); // by handle
            for (int row = 0; row < bodies.size(); row++) {
                Memory.putFloat(bodies.addressAt(row) + 4, 0.5f); // all of them
            }
            bodies.remove(ship);
            long comet = bodies.insert(); // may have the ship's place …
            assertFalse(bodies.contains(ship)); // … but never its handle
            assertThrows(IllegalArgumentException.class, () -> bodies.address(ship));
            assertEquals(1.5f, Memory.getFloat(bodies.address(moon)));
            assertTrue(bodies.contains(comet));
        }
        // @end
        assertEquals(0, allocator.used());
    }
}
