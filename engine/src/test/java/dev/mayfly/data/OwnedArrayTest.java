package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

class OwnedArrayTest {

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
    private final LimitAllocator other = new LimitAllocator(HeapAllocator.INSTANCE);
    private final OwnedArray array = OwnedArray.create(memory);

    @AfterEach
    void shouldGiveEverythingBack() {
        array.delete();
        assertEquals(0, memory.used());
        assertEquals(0, other.used());
    }

    @Test
    void shouldTakeOwnersOver() {
        Owned one = Owned.allocate(memory, 100, 8);
        Owned two = Owned.allocate(other, 200, 64);
        long address = two.address();
        array.add(one);
        array.add(two);
        assertThrows(IllegalStateException.class, one::address);
        assertEquals(2, array.size());
        assertEquals(address, array.address(1));
        assertEquals(200, array.bytes(1));
        assertSame(other, array.allocator(1));
        assertSame(memory, array.allocator(0));
        assertSame(memory, array.allocator());
        one.close();
        assertEquals(200, other.used());
    }

    @Test
    void shouldAllocateBlocksOfItsOwn() {
        long block = array.add(100, 64);
        assertEquals(0, block % 64);
        assertEquals(0, Memory.getLong(block));
        assertEquals(block, array.address(0));
        assertEquals(Allocator.NULL, array.add(0, 8));
        assertEquals(2, array.size());
    }

    @Test
    void shouldGiveABlockOutAgain() {
        array.add(100, 8);
        Owned added = Owned.allocate(other, 200, 64);
        long address = added.address();
        array.add(added);
        long last = array.add(300, 8);
        try (Owned taken = array.take(1)) {
            assertEquals(address, taken.address());
            assertEquals(200, taken.size());
            assertEquals(64, taken.alignment());
            assertSame(other, taken.allocator());
        }
        assertEquals(0, other.used());
        assertEquals(2, array.size());
        assertEquals(last, array.address(1));
        assertEquals(300, array.bytes(1));
        assertSame(memory, array.allocator(1));
    }

    @Test
    void shouldFreeWhatIsRemoved() {
        array.add(Owned.allocate(other, 100, 8));
        array.add(Owned.allocate(other, 200, 8));
        array.add(Owned.allocate(other, 300, 8));
        array.remove(0);
        assertEquals(500, other.used());
        assertEquals(300, array.bytes(0));
        array.remove(1);
        array.remove(0);
        assertEquals(0, other.used());
        assertEquals(0, array.size());
    }

    @Test
    void shouldFreeEverythingOnceWhenItIsClearedOrDeleted() {
        for (int i = 0; i < 100; i++) {
            array.add(Owned.allocate(i % 2 == 0 ? memory : other, 10 + i, 8));
        }
        array.clear();
        assertEquals(0, array.size());
        assertEquals(0, other.used());
        array.add(Owned.allocate(other, 10, 8));
        assertSame(other, array.allocator(0));
        array.delete();
        array.delete();
        array.close();
        assertEquals(0, array.size());
        assertEquals(0, memory.used() + other.used());
    }

    @Test
    void shouldFreeEachBlockOnceAlsoWhenSomeAreRefused() {
        Stubborn stubborn = new Stubborn();
        List<Long> blocks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Owned owner = Owned.allocate(stubborn, 16, 8);
            blocks.add(owner.address());
            array.add(owner);
        }
        IllegalArgumentException seven = new IllegalArgumentException("seven");
        IllegalStateException two = new IllegalStateException("two");
        stubborn.refuse(blocks.get(7), seven);
        stubborn.refuse(blocks.get(2), two);
        assertSame(seven, assertThrows(IllegalArgumentException.class, array::delete));
        assertEquals(List.of(two), List.of(seven.getSuppressed()));
        assertEquals(blocks.reversed(), stubborn.freed);
        assertEquals(0, memory.used());
        array.delete();
        assertEquals(10, stubborn.freed.size());
        stubborn.refuseNothing();
        stubborn.free(blocks.get(7), 16);
        stubborn.free(blocks.get(2), 16);
    }

    @Test
    void shouldBeUsableAfterAClearThatFailed() {
        Stubborn stubborn = new Stubborn();
        Owned refused = Owned.allocate(stubborn, 16, 8);
        long block = refused.address();
        stubborn.refuse(block, new IllegalStateException("no"));
        array.add(refused);
        assertThrows(IllegalStateException.class, array::clear);
        assertEquals(0, array.size());
        array.add(8, 8);
        array.clear();
        assertEquals(List.of(block), stubborn.freed);
        array.add(Owned.adopt(stubborn, block, 16, 8));
        assertThrows(IllegalStateException.class, () -> array.remove(0));
        assertEquals(0, array.size());
        stubborn.refuseNothing();
        stubborn.free(block, 16);
    }

    @Test
    void shouldFreeTheLastBlockFirstAsAStackWantsIt() {
        try (StackAllocator stack = StackAllocator.create()) {
            for (int i = 0; i < 20; i++) {
                array.add(Owned.allocate(stack, 100, 8));
            }
            array.clear();
            assertEquals(0, stack.used());
        }
    }

    @Test
    void shouldNameTheOwnerOfABlockThatItsRegionHasFreed() {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            GeneralAllocator region = general.region("level 3");
            array.add(Owned.allocate(region, 100, 8));
            array.add(Owned.allocate(general, 100, 8));
            region.close();
            MemoryException failure = assertThrows(MemoryException.class, array::delete);
            assertTrue(String.valueOf(failure.getMessage()).contains("level 3"));
            assertEquals(0, general.used());
        }
    }

    @Test
    void shouldRefuseIndicesThatAreNotThere() {
        array.add(8, 8);
        for (long index : new long[] {-1, 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            for (Executable use :
                    List.<Executable>of(
                            () -> array.address(index),
                            () -> array.bytes(index),
                            () -> array.allocator(index),
                            () -> array.take(index),
                            () -> array.remove(index))) {
                String message =
                        String.valueOf(
                                assertThrows(IndexOutOfBoundsException.class, use).getMessage());
                assertTrue(message.contains("index " + index), message);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> array.reserve(-1));
        assertThrows(MemoryException.class, () -> array.reserve(Long.MAX_VALUE));
        assertEquals(1, array.size());
    }

    @Test
    void shouldSayThatItWasDeleted() {
        array.add(8, 8);
        array.delete();
        Owned owner = Owned.allocate(memory, 8, 8);
        for (Executable use :
                List.<Executable>of(
                        () -> array.add(8, 8),
                        () -> array.tryAdd(8, 8),
                        () -> array.add(owner),
                        () -> array.address(0),
                        () -> array.take(0),
                        () -> array.remove(0),
                        () -> array.reserve(1),
                        () -> array.tryReserve(1),
                        array::clear)) {
            String message =
                    String.valueOf(assertThrows(IllegalStateException.class, use).getMessage());
            assertTrue(message.contains("was deleted"), message);
        }
        assertTrue(owner.isOwner());
        owner.close();
    }

    @Test
    void shouldLeaveTheBlockToItsOwnerWhenItCannotGrow() {
        OwnedArray full = OwnedArray.create(new LimitAllocator(memory, 8 * 24));
        for (int i = 0; i < 8; i++) {
            full.add(Owned.allocate(other, 10, 8));
        }
        Owned owner = Owned.allocate(other, 10, 8);
        assertThrows(MemoryException.class, () -> full.add(owner));
        assertInstanceOf(AllocResult.Failed.class, full.tryAdd(10, 8));
        assertInstanceOf(AllocResult.Failed.class, full.tryReserve(1));
        assertTrue(owner.isOwner());
        assertEquals(8, full.size());
        owner.close();
        full.delete();
    }

    @Test
    void shouldSurviveEveryFailure() {
        FailingAllocator.failEach(
                memory,
                failing -> {
                    try (OwnedArray array = OwnedArray.create(failing)) {
                        for (int i = 0; i < 30; i++) {
                            array.add(10 + i, 8);
                            try (Owned owner = Owned.allocate(failing, 20 + i, 8)) {
                                array.add(owner);
                            }
                            array.tryAdd(5, 8).orThrow();
                        }
                        assertEquals(90, array.size());
                    }
                });
    }

    @Test
    void shouldNotFailWhileThereIsReservedRoom() {
        assertInstanceOf(AllocResult.Ok.class, array.tryReserve(1000));
        long used = memory.used();
        HashSet<Long> blocks = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            array.add(Owned.allocate(other, 8, 8));
            blocks.add(array.address(i));
        }
        assertEquals(used, memory.used());
        assertEquals(1000, blocks.size());
    }

    @Test
    void shouldAllocateFromTheContext() {
        Context.runDefault(
                () -> {
                    try (var _ = Context.use(memory);
                            OwnedArray array = OwnedArray.create()) {
                        array.add(100, 8);
                        assertSame(memory, array.allocator(0));
                    }
                });
    }

    @Test
    void shouldMakeNoGarbage() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        array.add(16, 8);
                    }
                    while (array.size() > 0) {
                        array.remove(array.size() / 2);
                    }
                });
    }
}
