package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemoryLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class SlotMapTest {

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
    private final SlotMap map = SlotMap.create(memory, 24, 8);

    @AfterEach
    void shouldGiveEverythingBack() {
        map.delete();
        assertEquals(0, memory.used());
    }

    private static void assertRefused(String why, Executable call) {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
        assertTrue(message.contains(why), message);
    }

    private long insert(long value) {
        long handle = map.insert();
        Memory.putLong(map.address(handle), value);
        return handle;
    }

    @Test
    void shouldFindWhatWasInserted() {
        long one = insert(1);
        long two = insert(2);
        assertEquals(1, Memory.getLong(map.address(one)));
        assertEquals(2, Memory.getLong(map.address(two)));
        assertEquals(2, Memory.getLong(map.find(two)));
        assertEquals(2, map.segment(two).get(JAVA_LONG, 0));
        assertEquals(24, map.segment(two).byteSize());
        assertTrue(map.contains(one));
        assertEquals(2, map.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 13, 60, 64, 72, 1000})
    void shouldZeroAndMoveElementsOfEverySizeWhole(int stride) {
        try (SlotMap sized = SlotMap.create(memory, stride, 1)) {
            long[] handles = new long[3];
            for (int i = 0; i < 3; i++) {
                handles[i] = sized.insert();
                Memory.fill(sized.address(handles[i]), stride, (byte) (i + 1));
            }
            sized.remove(handles[0]);
            assertFilled(sized.address(handles[2]), stride, 3);
            assertFilled(sized.address(handles[1]), stride, 2);
            assertFilled(sized.address(sized.insert()), stride, 0);
            assertFilled(sized.address(handles[1]), stride, 2);
        }
    }

    private static void assertFilled(long address, int bytes, int value) {
        for (int i = 0; i < bytes; i++) {
            assertEquals(value, Memory.getByte(address + i));
        }
    }

    @Test
    void shouldPutTheNewestLast() {
        insert(1);
        long newest = map.insertNonZeroed();
        assertEquals(map.address(newest), map.addressAt(map.size() - 1));
        assertEquals(newest, map.handleAt(1));
        assertEquals(1, map.row(newest));
    }

    @Test
    void shouldKeepHandlesGoodWhenItGrows() {
        long[] handles = new long[10_000];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = insert(i);
        }
        for (int i = 0; i < handles.length; i++) {
            assertEquals(i, Memory.getLong(map.address(handles[i])));
        }
    }

    @Test
    void shouldKeepElementsWithoutGaps() {
        long[] handles = new long[10];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = insert(i);
        }
        map.remove(handles[3]);
        map.remove(handles[0]);
        map.remove(handles[8]);
        assertEquals(7 * 24, map.segment().byteSize());
        assertEquals(map.address(), map.segment().address());
        Set<Long> seen = new HashSet<>();
        for (int row = 0; row < map.size(); row++) {
            assertEquals(map.address() + row * map.stride(), map.addressAt(row));
            assertEquals(map.addressAt(row), map.address(map.handleAt(row)));
            assertEquals(row, map.row(map.handleAt(row)));
            seen.add(Memory.getLong(map.addressAt(row)));
        }
        assertEquals(Set.of(1L, 2L, 4L, 5L, 6L, 7L, 9L), seen);
    }

    @Test
    void shouldLetEveryElementBeRemovedOnTheWayFromTheLastToTheFirst() {
        for (int i = 0; i < 100; i++) {
            insert(i);
        }
        List<Long> seen = new ArrayList<>();
        for (int row = map.size() - 1; row >= 0; row--) {
            long value = Memory.getLong(map.addressAt(row));
            seen.add(value);
            if (value % 3 != 0) {
                map.remove(map.handleAt(row));
            }
        }
        assertEquals(100, new HashSet<>(seen).size());
        assertEquals(34, map.size());
    }

    @Test
    void shouldRefuseAStaleHandle() {
        long stale = insert(1);
        map.remove(stale);
        assertFalse(map.contains(stale));
        assertEquals(Allocator.NULL, map.find(stale));
        assertFalse(map.tryRemove(stale));
        assertRefused("is stale", () -> map.address(stale));
        assertRefused("is stale", () -> map.row(stale));
        assertRefused("is stale", () -> map.remove(stale));
        assertRefused("slot 0, generation 1, map", () -> map.segment(stale));

        long other = insert(2);
        assertEquals(Handle.slot(stale), Handle.slot(other));
        assertNotEquals(stale, other);
        assertFalse(map.contains(stale));
        assertRefused("is stale", () -> map.address(stale));
        assertEquals(2, Memory.getLong(map.address(other)));
    }

    @Test
    void shouldNeverTakeOneOf65636HandlesOfASlotForAnother() {
        long first = map.insert();
        map.remove(first);
        long last = first;
        for (int i = 1; i < 65_636; i++) {
            long handle = map.insert();
            assertEquals(Handle.slot(first), Handle.slot(handle));
            assertTrue(handle > last);
            assertFalse(map.contains(last));
            map.remove(handle);
            last = handle;
        }
        assertFalse(map.contains(first));
        assertEquals(65_636, Handle.generation(last));
    }

    /** The generations before are what {@code shouldNeverTakeOne…} walks through. */
    @Test
    void shouldRetireASlotThatHasComeToItsLastGeneration() {
        try (SlotMap map = SlotMap.create(memory, 8, 8, 1, Handle.LAST_GENERATION - 2)) {
            List<Long> handles = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                long handle = map.insert();
                assertEquals(0, Handle.slot(handle));
                handles.add(handle);
                map.remove(handle);
            }
            assertEquals(Handle.LAST_GENERATION, Handle.generation(handles.getLast()));
            assertEquals(1, map.retiredSlots());

            long next = map.insert();
            assertEquals(1, Handle.slot(next));
            for (long handle : handles) {
                assertFalse(map.contains(handle));
                assertRefused("is stale", () -> map.address(handle));
            }
            assertFalse(map.contains(Handle.of(1, 1, 0)));
            assertFalse(map.contains(Handle.of(1, 0, 0)));
        }
    }

    @Test
    void shouldNeverTakeAHandleForAnotherThroughManyRetirements() {
        try (SlotMap map = SlotMap.create(memory, 8, 8, 1, Handle.LAST_GENERATION - 1)) {
            Set<Long> all = new HashSet<>();
            for (int i = 0; i < 10_000; i++) {
                long handle = map.insert();
                assertTrue(all.add(handle), () -> Handle.toString(handle));
                map.remove(handle);
            }
            assertEquals(5000, map.retiredSlots());
            for (int i = 0; i < 100; i++) {
                long handle = map.insert();
                assertTrue(all.add(handle), () -> Handle.toString(handle));
            }
            map.clear();
            for (long handle : all) {
                assertFalse(map.contains(handle));
            }
        }
    }

    @Test
    void shouldRetireSlotsThatAreClearedToo() {
        try (SlotMap map = SlotMap.create(memory, 8, 8, 1, Handle.LAST_GENERATION)) {
            for (int i = 0; i < 40; i++) {
                map.insert();
            }
            map.clear();
            assertEquals(40, map.retiredSlots());
            assertEquals(40, Handle.slot(map.insert()));
            map.reserve(100);
            for (int i = 0; i < 100; i++) {
                map.insert();
            }
            assertEquals(101, map.size());
        }
    }

    @Test
    void shouldRefuseAHandleOfAnotherMap() {
        try (SlotMap other = SlotMap.create(memory, 24, 8)) {
            long foreign = other.insert();
            map.insert();
            assertFalse(map.contains(foreign));
            assertEquals(Allocator.NULL, map.find(foreign));
            assertFalse(map.tryRemove(foreign));
            assertRefused("is another map's", () -> map.address(foreign));
            assertEquals(1, map.size());
        }
    }

    @Test
    void shouldCallTheNextMapsByOtherNumbers() {
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < Handle.LAST_MAP; i++) {
            try (SlotMap map = SlotMap.create(memory, 0, 1)) {
                long handle = map.insert();
                assertTrue(Handle.isWellFormed(handle));
                numbers.add(Handle.map(handle));
            }
        }
        assertEquals(Handle.LAST_MAP, numbers.size());
    }

    @Test
    void shouldRefuseNone() {
        assertFalse(map.contains(Handle.NONE));
        assertRefused("refers to nothing", () -> map.address(Handle.NONE));
        map.remove(map.insert());
        assertFalse(map.contains(Handle.NONE));
        assertRefused("refers to nothing", () -> map.remove(Handle.NONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1, 42, 0xFFFFFF, 1L << 24, 0x7FFF_1234_5678L, Long.MIN_VALUE})
    void shouldRefuseGarbage(long garbage) {
        map.insert();
        map.remove(map.insert());
        assertFalse(map.contains(garbage));
        assertEquals(Allocator.NULL, map.find(garbage));
        assertFalse(map.tryRemove(garbage));
        assertRefused("is no handle", () -> map.address(garbage));
        assertRefused("is no handle", () -> map.remove(garbage));
    }

    @Test
    void shouldNotTakeWhatItKeepsInFreeSlotsForHandles() {
        for (int i = 0; i < 3; i++) {
            map.insert();
        }
        map.clear();
        for (int slot = 0; slot < 3; slot++) {
            for (int generation = 0; generation < 4; generation++) {
                assertFalse(map.contains(Handle.of(0, generation, slot)));
            }
        }
        try (SlotMap retiring = SlotMap.create(memory, 8, 8, 1, Handle.LAST_GENERATION)) {
            retiring.remove(retiring.insert());
            for (int slot : new int[] {0, Handle.SLOT_MASK}) {
                assertFalse(retiring.contains(Handle.of(0, 0, slot)));
            }
        }
    }

    @Test
    void shouldRefuseAHandleThatItHasNotMadeYet() {
        long handle = map.insert();
        assertRefused("was never made", () -> map.address(handle + (1L << 24)));
        assertRefused("was never made", () -> map.address(handle + 1));
        map.remove(handle);
        assertRefused("was never made", () -> map.address(handle + (1L << 24)));
        assertRefused("is stale", () -> map.address(handle));
    }

    @Test
    void shouldRefuseRowsThatAreNotThere() {
        map.insert();
        for (int row : new int[] {-1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IndexOutOfBoundsException.class, () -> map.addressAt(row));
            IndexOutOfBoundsException failure =
                    assertThrows(IndexOutOfBoundsException.class, () -> map.handleAt(row));
            assertTrue(String.valueOf(failure.getMessage()).contains("index " + row));
        }
    }

    @Test
    void shouldMakeEveryHandleStaleWhenItIsCleared() {
        long[] handles = new long[100];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = map.insert();
        }
        int capacity = map.capacity();
        map.clear();
        assertEquals(0, map.size());
        assertEquals(capacity, map.capacity());
        for (int i = 0; i < handles.length; i++) {
            map.insert();
        }
        for (long handle : handles) {
            assertFalse(map.contains(handle));
        }
    }

    @Test
    void shouldSayThatItWasDeleted() {
        long handle = map.insert();
        map.delete();
        assertEquals(0, map.size());
        assertEquals(0, map.capacity());
        List<Executable> uses =
                List.of(
                        map::insert,
                        map::insertNonZeroed,
                        () -> map.address(handle),
                        () -> map.find(handle),
                        () -> map.contains(handle),
                        () -> map.row(handle),
                        () -> map.segment(handle),
                        () -> map.remove(handle),
                        () -> map.tryRemove(handle),
                        () -> map.handleAt(0),
                        () -> map.addressAt(0),
                        map::address,
                        map::segment,
                        map::clear,
                        () -> map.reserve(1),
                        () -> map.tryReserve(1),
                        () -> map.releasing(element -> {}));
        for (Executable use : uses) {
            String message =
                    String.valueOf(assertThrows(IllegalStateException.class, use).getMessage());
            assertTrue(message.contains("was deleted"), message);
        }
        map.delete();
        map.close();
        assertEquals(0, memory.used());
    }

    @Test
    void shouldHandOutHandlesWithoutMemoryForElements() {
        try (SlotMap handles = SlotMap.create(memory, 0, 1)) {
            long one = handles.insert();
            long two = handles.insert();
            assertEquals(1, handles.row(two));
            handles.remove(one);
            assertEquals(0, handles.row(two));
            assertEquals(0, handles.segment().byteSize());
            assertFalse(handles.contains(one));
            assertTrue(handles.contains(two));
        }
    }

    @Test
    void shouldTakeALayoutForAnElement() {
        MemoryLayout pair = MemoryLayout.structLayout(JAVA_LONG, JAVA_INT, JAVA_INT);
        Context.runDefault(
                () -> {
                    try (var _ = Context.use(memory);
                            SlotMap pairs = SlotMap.create(pair);
                            SlotMap plain = SlotMap.create(16, 8)) {
                        pairs.insert();
                        plain.insert();
                        assertEquals(16, pairs.stride());
                        assertSame(memory, pairs.allocator());
                        assertSame(memory, plain.allocator());
                        assertTrue(memory.used() > 0);
                    }
                });
    }

    @Test
    void shouldAlignElements() {
        try (SlotMap wide = SlotMap.create(memory, 192, 64)) {
            for (int i = 0; i < 100; i++) {
                assertEquals(0, wide.address(wide.insert()) % 64);
            }
        }
    }

    @Test
    void shouldRefuseElementsThatCannotBe() {
        for (long[] bad : new long[][] {{-8, 8}, {8, 0}, {8, 3}, {8, -8}, {20, 8}}) {
            MemoryException failure =
                    assertThrows(
                            MemoryException.class, () -> SlotMap.create(memory, bad[0], bad[1]));
            assertEquals(MemoryError.INVALID_ARGUMENT, failure.error());
        }
        MemoryException failure =
                assertThrows(MemoryException.class, () -> SlotMap.create(memory, 20, 8));
        assertTrue(String.valueOf(failure.getMessage()).contains("pad the element to 24"));
    }

    @Test
    void shouldNotFailWhileThereIsReservedRoom() {
        FailingAllocator failing = new FailingAllocator(memory, request -> true);
        try (SlotMap dry = SlotMap.create(failing, 24, 8)) {
            assertInstanceOf(AllocResult.Failed.class, dry.tryReserve(1));
            MemoryException failure = assertThrows(MemoryException.class, dry::insert);
            assertEquals(MemoryError.OUT_OF_MEMORY, failure.error());
            assertEquals(0, dry.size());
        }
        long[] allowed = {2};
        FailingAllocator sparing = new FailingAllocator(memory, request -> allowed[0]-- <= 0);
        try (SlotMap reserved = SlotMap.create(sparing, 24, 8)) {
            if (!(reserved.tryReserve(1000) instanceof AllocResult.Ok(long at, long bytes))) {
                throw new AssertionError("no room");
            }
            assertEquals(reserved.address(), at);
            assertTrue(bytes >= 24_000);
            for (int i = 0; i < 1000; i++) {
                reserved.insert();
            }
            assertEquals(2, sparing.allocations());
        }
    }

    @Test
    void shouldRefuseToReserveLessThanNothingAndMoreThanSlots() {
        assertRefused("-1", () -> map.reserve(-1));
        MemoryException failure =
                assertThrows(MemoryException.class, () -> map.reserve(SlotMap.MOST_SLOTS + 1));
        assertEquals(MemoryError.BUFFER_TOO_LARGE, failure.error());
        MemoryException overflow =
                assertThrows(
                        MemoryException.class,
                        () -> {
                            try (SlotMap huge = SlotMap.create(memory, 1L << 60, 8)) {
                                huge.reserve(100);
                            }
                        });
        assertEquals(MemoryError.INVALID_ARGUMENT, overflow.error());
    }

    @Test
    void shouldBeAsItWasWhenGrowthFails() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                failing -> {
                    try (SlotMap map = SlotMap.create(failing, 24, 8)) {
                        List<Long> handles = new ArrayList<>();
                        try {
                            for (int i = 0; i < 200; i++) {
                                long handle = map.insert();
                                Memory.putLong(map.address(handle), i);
                                handles.add(handle);
                                if (i % 5 == 0) {
                                    map.remove(handles.removeFirst());
                                }
                            }
                        } finally {
                            assertEquals(handles.size(), map.size());
                            for (long handle : handles) {
                                long value = Memory.getLong(map.address(handle));
                                assertTrue(value >= 0 && value < 200);
                                assertEquals(handle, map.handleAt(map.row(handle)));
                            }
                        }
                    }
                });
    }

    @Test
    void shouldGrowInScratchAndDieWithIt() {
        try (FrameArena scratch = FrameArena.create()) {
            SlotMap handles = SlotMap.create(scratch, 0, 1);
            for (int i = 0; i < 1000; i++) {
                handles.insert();
            }
            assertEquals(1024 * 12, scratch.used());
            handles.delete();
            assertEquals(0, scratch.used());
        }
    }

    @Test
    void shouldReleaseWhatIsRemovedBeforeItsPlaceIsTaken() {
        List<Long> released = new ArrayList<>();
        map.releasing(element -> released.add(Memory.getLong(element)));
        long one = insert(1);
        long two = insert(2);
        long three = insert(3);
        map.remove(one);
        assertEquals(List.of(1L), released);
        assertEquals(3, Memory.getLong(map.address(three)));
        assertTrue(map.tryRemove(two));
        assertFalse(map.tryRemove(two));
        assertEquals(List.of(1L, 2L), released);
        map.delete();
        assertEquals(List.of(1L, 2L, 3L), released);
        map.delete();
        assertEquals(3, released.size());
    }

    @Test
    void shouldReleaseEachElementOnceWhenItIsClearedTheLastFirst() {
        List<Long> released = new ArrayList<>();
        map.releasing(element -> released.add(Memory.getLong(element)));
        for (int i = 0; i < 5; i++) {
            insert(i);
        }
        map.clear();
        map.clear();
        assertEquals(List.of(4L, 3L, 2L, 1L, 0L), released);
        insert(9);
        assertEquals(1, map.size());
    }

    @Test
    void shouldReleaseEachElementOnceAlsoWhenSomeReleasesThrow() {
        List<Long> released = new ArrayList<>();
        SlotMap map =
                SlotMap.create(memory, 24, 8).releasing(element -> throwAtOdd(released, element));
        for (int i = 0; i < 6; i++) {
            Memory.putLong(map.address(map.insert()), i);
        }
        UnsupportedOperationException failure =
                assertThrows(UnsupportedOperationException.class, map::delete);
        assertEquals(List.of(5L, 4L, 3L, 2L, 1L, 0L), released);
        assertEquals("5", failure.getMessage());
        assertArrayEquals(
                new String[] {"3", "1"},
                List.of(failure.getSuppressed()).stream().map(Throwable::getMessage).toArray());
        assertEquals(0, memory.used());
        map.delete();
        assertEquals(6, released.size());
    }

    private static void throwAtOdd(List<Long> released, long element) {
        long value = Memory.getLong(element);
        released.add(value);
        if (value % 2 == 1) {
            throw new UnsupportedOperationException(String.valueOf(value));
        }
    }

    @Test
    void shouldRemoveAnElementWhoseReleaseThrows() {
        List<Long> released = new ArrayList<>();
        map.releasing(element -> throwAtOdd(released, element));
        long one = insert(1);
        long two = insert(2);
        assertThrows(UnsupportedOperationException.class, () -> map.remove(one));
        assertFalse(map.contains(one));
        assertEquals(1, map.size());
        assertEquals(2, Memory.getLong(map.address(two)));
        long next = insert(4);
        assertEquals(4, Memory.getLong(map.address(next)));
        map.clear();
        assertEquals(List.of(1L, 4L, 2L), released);
    }

    @Test
    void shouldRefuseAReleaseThatChangesTheMap() {
        long[] other = new long[1];
        List<Runnable> changes =
                List.of(
                        map::insert,
                        map::clear,
                        map::delete,
                        () -> map.remove(other[0]),
                        () -> map.reserve(1000));
        int[] change = new int[1];
        boolean[] on = {true};
        map.releasing(
                element -> {
                    if (on[0]) {
                        changes.get(change[0]).run();
                    }
                });
        for (change[0] = 0; change[0] < changes.size(); change[0]++) {
            on[0] = true;
            other[0] = insert(5);
            long handle = insert(6);
            int size = map.size();
            IllegalStateException failure =
                    assertThrows(IllegalStateException.class, () -> map.remove(handle));
            assertTrue(String.valueOf(failure.getMessage()).contains("must not change"));
            assertEquals(size - 1, map.size());
            assertEquals(5, Memory.getLong(map.address(other[0])));
            on[0] = false;
        }
    }

    @Test
    void shouldMakeNoGarbage() {
        long[] handles = new long[1000];
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < handles.length; i++) {
                        handles[i] = map.insert();
                    }
                    long sum = 0;
                    for (int i = 0; i < handles.length; i++) {
                        sum += map.address(handles[i]) + map.find(handles[i]) + map.row(handles[i]);
                    }
                    for (int row = 0; row < map.size(); row++) {
                        sum += map.addressAt(row) + map.handleAt(row);
                    }
                    assertNotEquals(0, sum);
                    for (int i = 0; i < handles.length; i += 2) {
                        map.remove(handles[i]);
                    }
                    for (int i = 0; i < handles.length; i++) {
                        if (map.findRow(handles[i]) < 0 != (i % 2 == 0)) {
                            throw new AssertionError("wrong one");
                        }
                    }
                    for (int i = 0; i < handles.length; i++) {
                        if (map.tryRemove(handles[i]) == (i % 2 == 0)) {
                            throw new AssertionError("wrong one");
                        }
                    }
                });
    }

    @Test
    void shouldMakeNoGarbageWhenItIsClearedWithoutARelease() {
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        map.insert();
                        map.clear();
                    }
                });
    }

    @Test
    void shouldAnswerWithNoRowForWhatIsNotThere() {
        long first = map.insert();
        long second = map.insert();
        assertEquals(0, map.findRow(first));
        assertEquals(1, map.findRow(second));
        map.remove(first);
        assertEquals(-1, map.findRow(first));
        assertEquals(0, map.findRow(second));
        assertEquals(-1, map.findRow(Handle.NONE));
        assertEquals(-1, map.findRow(-1));
        map.delete();
        assertThrows(IllegalStateException.class, () -> map.findRow(second));
    }
}
