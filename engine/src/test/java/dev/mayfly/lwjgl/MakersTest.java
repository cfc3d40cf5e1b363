package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

/** Addresses alone: nothing is allocated at most of them. */
class MakersTest {

    private static final long PLACE = 1 << 18;

    /** Begins a place. */
    private static final long FAR = 0x1234_0000_0000L;

    private final Makers makers = new Makers();

    private final GeneralAllocator general = GeneralAllocator.shared();
    private final LimitAllocator other = new LimitAllocator(HeapAllocator.INSTANCE);

    @Test
    void shouldTakeWhatNobodyHandedOutForTheHeaps() {
        for (long address : new long[] {0, 16, FAR, 1L << 46, 1L << 55, -16}) {
            assertSame(Maker.HEAP, makers.of(address));
        }
    }

    @Test
    void shouldKnowSlabsByTheirPlaceWhateverWasHandedOutBefore() {
        Maker large = makers.maker(general, true);
        Maker slabs = makers.maker(general, false);
        assertEquals(Maker.Kind.BLOCKS, large.kind);
        assertEquals(Maker.Kind.SLABS, slabs.kind);
        assertSame(large, makers.maker(general, true));
        assertSame(slabs, makers.maker(general, false));
        makers.handedOut(slabs, FAR + 100, 48);
        assertSame(slabs, makers.at(FAR));
        assertSame(slabs, makers.of(FAR + PLACE - 1));
        assertSame(Maker.HEAP, makers.of(FAR + PLACE));
        assertSame(Maker.HEAP, makers.of(FAR - 1));
    }

    @Test
    void shouldKnowBlocksOneByOneAmongTheHeaps() {
        Maker maker = makers.maker(other, false);
        for (int i = 0; i < 1000; i++) {
            makers.handedOut(maker, FAR + 64 * i, i);
        }
        for (int i = 0; i < 1000; i++) {
            assertSame(maker, makers.of(FAR + 64 * i));
            assertEquals(i, makers.size(FAR + 64 * i));
            assertSame(Maker.HEAP, makers.of(FAR + 64 * i + 32));
        }
        for (int i = 0; i < 1000; i += 2) {
            makers.handedOutByHeap(FAR + 64 * i);
        }
        for (int i = 0; i < 1000; i++) {
            assertSame(i % 2 == 0 ? Maker.HEAP : maker, makers.of(FAR + 64 * i));
        }
    }

    @Test
    void shouldBelieveWhoeverHandedOutAnAddressLast() {
        Maker block = makers.maker(other, false);
        Maker slabs = makers.maker(general, false);
        makers.handedOut(block, FAR, 8);
        makers.handedOut(slabs, FAR + 16, 8);
        assertSame(block, makers.of(FAR));
        assertSame(slabs, makers.of(FAR + 16));
        makers.handedOut(slabs, FAR, 8);
        assertSame(slabs, makers.of(FAR));
        makers.handedOutByHeap(FAR + 16);
        assertSame(Maker.HEAP, makers.of(FAR + 16));
    }

    @Test
    void shouldKnowAnArenaByItsRange() {
        try (FrameArena arena = FrameArena.builder().reserve(1 << 20).build();
                FrameArena next = FrameArena.builder().reserve(1 << 20).build()) {
            Maker maker = makers.maker(arena, false);
            long first = arena.base() + ArenaBlocks.HEADER;
            long last = arena.base() + arena.capacity() - 1;
            makers.handedOut(maker, first, 8);
            makers.handedOut(maker, last, 1);
            assertSame(maker, makers.of(first));
            assertSame(maker, makers.of(last));
            assertSame(Maker.HEAP, makers.of(arena.base()));
            assertSame(Maker.HEAP, makers.of(last + 1));
            // Neighbours share a place.
            Maker neighbour = makers.maker(next, false);
            assertNotSame(maker, neighbour);
            makers.handedOut(neighbour, next.base() + 16, 8);
            makers.handedOut(makers.maker(other, false), last + 17, 8);
            assertSame(maker, makers.of(last));
            assertSame(neighbour, makers.of(next.base() + 16));
        }
    }

    @Test
    void shouldTellABufferFromTheArenaThatItIsMadeOf() {
        try (FrameArena arena = FrameArena.builder().reserve(1 << 20).build()) {
            // All in one page, and so in one place.
            long memory = arena.alloc(2048, 16);
            FixedBufferAllocator buffer = new FixedBufferAllocator(Memory.segment(memory, 2048));
            Maker outer = makers.maker(arena, false);
            Maker inner = makers.maker(buffer, false);
            makers.handedOut(outer, memory + 3000, 8);
            makers.handedOut(inner, memory + 16, 8);
            assertSame(inner, makers.of(memory + 1000));
            assertSame(outer, makers.of(memory + 3000));
            // The arena hands out the buffer's memory: there is no buffer any more.
            makers.handedOut(outer, memory + 512, 8);
            assertSame(outer, makers.of(memory + 1000));
        }
    }

    @Test
    void shouldForgetAnArenaWhoseMemoryIsTheHeapsNow() {
        FrameArena arena = FrameArena.builder().reserve(1 << 20).build();
        long first = arena.base() + 16;
        makers.handedOut(makers.maker(arena, false), first, 8);
        arena.close();
        assertNotSame(Maker.HEAP, makers.of(first));
        makers.handedOutByHeap(first + 64);
        assertSame(Maker.HEAP, makers.of(first));
    }

    @Test
    void shouldKnowAddressesThatTheTableDoesNotReach() {
        Maker block = makers.maker(other, false);
        Maker slabs = makers.maker(general, false);
        makers.handedOut(block, 1L << 50, 8);
        makers.handedOut(slabs, 1L << 51, 8);
        assertSame(block, makers.of(1L << 50));
        assertSame(slabs, makers.of(1L << 51));
        assertSame(Maker.HEAP, makers.of((1L << 51) + 16));
    }
}
