package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.nuklear.Nuklear.NK_FONT_ATLAS_ALPHA8;
import static org.lwjgl.nuklear.Nuklear.NK_TEXT_LEFT;
import static org.lwjgl.nuklear.Nuklear.nk_begin;
import static org.lwjgl.nuklear.Nuklear.nk_clear;
import static org.lwjgl.nuklear.Nuklear.nk_end;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_add_default;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_begin;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_clear;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_end;
import static org.lwjgl.nuklear.Nuklear.nk_font_atlas_init;
import static org.lwjgl.nuklear.Nuklear.nk_free;
import static org.lwjgl.nuklear.Nuklear.nk_init;
import static org.lwjgl.nuklear.Nuklear.nk_label;
import static org.lwjgl.nuklear.Nuklear.nk_layout_row_dynamic;
import static org.lwjgl.nuklear.Nuklear.nnk_font_atlas_bake;

import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lwjgl.nuklear.NkContext;
import org.lwjgl.nuklear.NkFont;
import org.lwjgl.nuklear.NkFontAtlas;
import org.lwjgl.nuklear.NkHandle;
import org.lwjgl.nuklear.NkRect;
import org.lwjgl.system.MemoryStack;

/** With the real Nuklear. */
class NuklearMemoryTest {

    private static final float HEIGHT = 13;

    /** Nuklear's own font as pixels. */
    private static final class Baking implements AutoCloseable {

        private final NkFontAtlas atlas = NkFontAtlas.create();
        private @Nullable NkFont font;
        private long pixels;
        private long checksum;

        Baking(NuklearMemory memory) {
            nk_font_atlas_init(atlas, memory.allocator());
            nk_font_atlas_begin(atlas);
            font = nk_font_atlas_add_default(atlas, HEIGHT, null);
            if (font != null) {
                bake();
            }
        }

        private void bake() {
            try (MemoryStack stack = MemoryStack.stackPush()) {
                long size = stack.nmalloc(4, 8);
                pixels = nnk_font_atlas_bake(atlas.address(), size, size + 4, NK_FONT_ATLAS_ALPHA8);
                if (pixels != Memory.NULL) {
                    checksum = 1;
                    long count = (long) Memory.getInt(size) * Memory.getInt(size + 4);
                    for (long i = 0; i < count; i++) {
                        checksum = 31 * checksum + Memory.getByte(pixels + i);
                    }
                }
            }
        }

        @Override
        public void close() {
            nk_font_atlas_end(atlas, NkHandle.create(), null);
            nk_font_atlas_clear(atlas);
        }
    }

    private static long expected() {
        try (NuklearMemory memory = NuklearMemory.of(GeneralAllocator.shared());
                Baking baking = new Baking(memory)) {
            return baking.checksum;
        }
    }

    @Test
    void shouldBakeAFontInAnArenaThatIsDroppedWhole() {
        long first = 0;
        try (FrameArena scratch = FrameArena.create();
                NuklearMemory memory = NuklearMemory.of(scratch)) {
            for (int i = 0; i < 3; i++) {
                Baking baking = new Baking(memory);
                assertEquals(expected(), baking.checksum);
                assertTrue(scratch.used() > 100_000, "bytes in scratch: " + scratch.used());
                scratch.query(baking.pixels);
                if (i == 0) {
                    first = scratch.used();
                }
                assertEquals(first, scratch.used());
                scratch.freeAll();
            }
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldGiveEverythingBackToAnAllocatorThatWantsIt() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        try (NuklearMemory memory = NuklearMemory.of(ledger)) {
            try (Baking baking = new Baking(memory)) {
                assertNotNull(baking.font);
                assertTrue(ledger.liveBlocks() > 1);
                assertEquals(ledger.liveBlocks(), memory.liveBlocks());
                assertEquals(ledger.liveBytes(), memory.liveBytes());
            }
            assertEquals(0, memory.liveBlocks());
            assertEquals(0, ledger.liveBlocks());
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldFollowTheContextAndGiveBackToTheMaker() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        try (NuklearMemory memory = NuklearMemory.ofContext();
                FrameArena other = FrameArena.create();
                var _ = Context.defaultContext()) {
            Baking baking;
            try (var _ = Context.use(ledger)) {
                baking = new Baking(memory);
                assertEquals(expected(), baking.checksum);
            }
            assertTrue(ledger.liveBlocks() > 1);
            try (var _ = Context.use(other)) {
                baking.close();
            }
            assertEquals(0, other.used());
            assertEquals(0, ledger.liveBlocks());
            assertNull(memory.takeFailure());
        }
    }

    @Test
    void shouldTakeTheHeapWithoutAContext() {
        try (NuklearMemory memory = NuklearMemory.ofContext()) {
            try (Baking baking = new Baking(memory)) {
                assertEquals(expected(), baking.checksum);
                assertTrue(memory.liveBlocks() > 1);
            }
            assertEquals(0, memory.liveBlocks());
        }
    }

    /** Nuklear itself would crash at some of them. */
    @Test
    void shouldTakeTheHeapForEveryRequestThatFails() {
        FailingAllocator counting = new FailingAllocator(GeneralAllocator.shared());
        try (NuklearMemory memory = NuklearMemory.of(counting)) {
            new Baking(memory).close();
        }
        long requests = counting.allocations();
        assertTrue(requests > 3, "so many requests were made: " + requests);
        // There are about a thousand.
        for (long n = 1; n <= requests; n += 1 + n / 20) {
            FailingAllocator failing = new FailingAllocator(GeneralAllocator.shared(), n);
            try (NuklearMemory memory = NuklearMemory.of(failing);
                    Baking baking = new Baking(memory)) {
                assertEquals(expected(), baking.checksum, "request " + n);
                assertEquals(
                        MemoryError.OUT_OF_MEMORY,
                        assertInstanceOf(MemoryException.class, memory.takeFailure()).error());
            }
        }
    }

    @Test
    void shouldHoldAUserInterfaceThatGrows() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        try (NuklearMemory memory = NuklearMemory.of(ledger)) {
            try (Baking fonts = new Baking(memory);
                    MemoryStack stack = MemoryStack.stackPush()) {
                long before = ledger.liveBlocks();
                NkContext context = NkContext.create();
                assertTrue(nk_init(context, memory.allocator(), fonts.font.handle()));
                NkRect bounds = NkRect.malloc(stack).set(0, 0, 500, 20_000);
                for (int labels = 10; labels <= 1000; labels *= 10) {
                    assertTrue(nk_begin(context, "window", bounds, 0));
                    for (int i = 0; i < labels; i++) {
                        nk_layout_row_dynamic(context, 15, 1);
                        nk_label(context, "a label of some length", NK_TEXT_LEFT);
                    }
                    nk_end(context);
                    nk_clear(context);
                }
                assertTrue(ledger.liveBytes() > 50_000, "bytes: " + ledger.liveBytes());
                nk_free(context);
                assertEquals(before, ledger.liveBlocks());
            }
            assertEquals(0, ledger.liveBlocks());
            assertNull(memory.takeFailure());
        }
    }

    /** The functions are still there, and know that the memory is not. */
    @Test
    void shouldSurviveAFreeThatComesAfterItsEnd() {
        FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
        NuklearMemory memory = NuklearMemory.of(ledger);
        Baking baking = new Baking(memory);
        memory.close();
        baking.close();
        assertInstanceOf(MemoryException.class, memory.takeFailure());
        assertTrue(ledger.liveBlocks() > 0);
    }
}
