package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuddyAllocator;
import dev.mayfly.alloc.DynamicArena;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.PoolAllocator;
import dev.mayfly.alloc.RollbackStack;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.alloc.ScratchRing;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.alloc.SynchronizedAllocator;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A structure that is used after its memory has ended says so, on the raw face too. */
class LifetimeDebugTest {

    private final FrameArena scratch = FrameArena.builder().name("scratch").build();

    @AfterEach
    void close() {
        scratch.close();
    }

    /** Structures with something in them, and uses of each that must fail once that has ended. */
    private static Map<String, List<Executable>> structures(Allocator memory) {
        Map<String, List<Executable>> all = new LinkedHashMap<>();

        IntArray array = IntArray.create(memory);
        array.add(7);
        all.put(
                "IntArray",
                List.of(
                        () -> array.get(0),
                        () -> array.get(0L),
                        () -> array.set(0, 1),
                        () -> array.add(1),
                        () -> array.insert(0, 1),
                        () -> array.addAll(new int[100]),
                        () -> array.removeAt(0),
                        () -> array.removeRange(0, 1),
                        () -> array.fill(1),
                        array::sort,
                        array::address,
                        array::segment,
                        array::toArray,
                        array::clear,
                        () -> array.reserve(1000),
                        () -> array.resize(5)));

        LongLongMap numbers = LongLongMap.create(memory);
        numbers.put(1, 2);
        long slot = numbers.firstSlot();
        all.put(
                "LongLongMap",
                List.of(
                        () -> numbers.get(1),
                        () -> numbers.get(9),
                        () -> numbers.put(1, 3),
                        () -> numbers.remove(1),
                        () -> numbers.keyAt(slot),
                        numbers::firstSlot,
                        numbers::clear,
                        numbers::trim));

        LongStructMap structs = LongStructMap.create(memory, 16, 8);
        structs.put(1);
        all.put(
                "LongStructMap",
                List.of(
                        () -> structs.address(1),
                        () -> structs.segment(1),
                        () -> structs.put(2),
                        () -> structs.remove(1)));

        TextLongMap words = TextLongMap.create(memory);
        words.put("one", 1);
        all.put(
                "TextLongMap",
                List.of(
                        () -> words.get("one"),
                        () -> words.put("two", 2),
                        () -> words.put(MemorySegment.ofArray(new byte[] {65}), 2),
                        words::clear));

        SlotMap slots = SlotMap.create(memory, 16, 8);
        long handle = slots.insert();
        all.put(
                "SlotMap",
                List.of(
                        () -> slots.address(handle),
                        () -> slots.find(handle),
                        () -> slots.contains(handle),
                        () -> slots.row(handle),
                        () -> slots.handleAt(0),
                        () -> slots.addressAt(0),
                        slots::address,
                        slots::insert,
                        () -> slots.remove(handle),
                        slots::clear));

        SpotArray spots = SpotArray.create(memory);
        spots.add((byte) 1, 2, (short) 3);
        all.put(
                "SpotArray",
                List.of(
                        () -> spots.x(0),
                        () -> spots.x(0, 5),
                        () -> spots.get(0),
                        () -> spots.add((byte) 1, 2, (short) 3),
                        () -> spots.removeSwap(0),
                        spots::address,
                        spots::segment,
                        spots::clear));

        SpotColumns columns = SpotColumns.create(memory);
        columns.add((byte) 1, 2, (short) 3);
        all.put(
                "SpotColumns",
                List.of(
                        () -> columns.x(0),
                        () -> columns.get(0),
                        () -> columns.add((byte) 1, 2, (short) 3),
                        columns::xColumn,
                        columns::clear));

        TextBuilder builder = TextBuilder.create(memory).append("abc");
        Text view = builder.view();
        Text part = view.slice(0, 1);
        all.put(
                "TextBuilder",
                List.of(
                        () -> builder.append('x'),
                        () -> builder.append(1),
                        builder::view,
                        builder::finish,
                        builder::segment,
                        builder::clear,
                        view::toString,
                        part::hashCode));

        Text text = Text.of(memory, "abc");
        all.put(
                "Text",
                List.of(
                        text::toString,
                        text::segment,
                        text::address,
                        () -> text.codePointAt(0),
                        () -> text.contentEquals("abc"),
                        () -> text.slice(0, 1)));

        Owned owned = Owned.allocate(memory, 100, 8);
        all.put("Owned", List.of(owned::address, owned::segment, owned::move, owned::release));

        OwnedArray owners = OwnedArray.create(memory);
        long _ = owners.add(100, 8);
        all.put("OwnedArray", List.of(() -> owners.address(0), () -> owners.add(1, 1)));
        return all;
    }

    private static void assertAllOver(Map<String, List<Executable>> structures, String how) {
        structures.forEach(
                (name, uses) -> {
                    for (int i = 0; i < uses.size(); i++) {
                        String use = "use %d of %s".formatted(i, name);
                        String message =
                                assertThrows(IllegalStateException.class, uses.get(i), use)
                                        .getMessage();
                        assertTrue(message.contains(how), use + ": " + message);
                    }
                });
    }

    @Test
    void shouldThrowAtEveryUseAfterFreeAllAndSayInWhichTickItWasMade() {
        scratch.freeAll();
        scratch.freeAll();
        Map<String, List<Executable>> all = structures(scratch);
        scratch.freeAll();
        assertAllOver(all, "in tick 2 of FrameArena \"scratch\", and freeAll ended that 1 tick(s)");
        long _ = scratch.alloc(100_000, 8);
        scratch.freeAll();
        assertAllOver(all, "in tick 2 of FrameArena \"scratch\", and freeAll ended that 2 tick(s)");
    }

    @Test
    void shouldThrowAfterTheEndOfItsSavePoint() {
        scratch.freeAll();
        Map<String, List<Executable>> all;
        try (SavePoint _ = scratch.savepoint()) {
            try (SavePoint _ = scratch.savepoint()) {
                all = structures(scratch);
            }
            assertAllOver(
                    all, "a save point of FrameArena \"scratch\", which was closed in tick 1");
        }
        assertAllOver(all, "a save point of FrameArena \"scratch\"");
    }

    @Test
    void shouldOutliveSavePointsThatWereOpenedLater() {
        IntArray array = IntArray.create(scratch);
        array.add(7);
        try (SavePoint _ = scratch.savepoint()) {
            array.add(8);
        }
        assertEquals(8, array.get(1));
        try (SavePoint _ = scratch.savepoint()) {
            array.reserve(1000);
            assertEquals(8, array.get(1));
        }
        String message = assertThrows(IllegalStateException.class, () -> array.get(1)).getMessage();
        assertTrue(message.startsWith("IntArray in FrameArena \"scratch\" is used"), message);
    }

    @Test
    void shouldRefuseToGiveBackWhatSomebodyElseHas() {
        IntArray array = IntArray.create(scratch);
        array.add(7);
        scratch.freeAll();
        long other = scratch.alloc(64, 16);
        MemoryException failure = assertThrows(MemoryException.class, array::delete);
        assertEquals(MemoryError.INVALID_POINTER, failure.error());
        assertTrue(String.valueOf(failure.getMessage()).contains("tick 0"), failure::getMessage);
        scratch.free(other, 64);
    }

    @Test
    void shouldStartAnewWhenToldToForget() {
        IntArray array = IntArray.create(scratch);
        TextBuilder builder = TextBuilder.create(scratch);
        for (int tick = 0; tick < 3; tick++) {
            array.forget();
            array.add(tick);
            assertEquals(tick, array.get(0));
            builder.restart().append(tick);
            assertEquals(Integer.toString(tick), builder.toString());
            scratch.freeAll();
        }
        assertThrows(IllegalStateException.class, () -> array.get(0));
    }

    @Test
    void shouldSayThatTheArenaWasClosed() {
        FrameArena other = FrameArena.builder().name("other").build();
        Map<String, List<Executable>> all = structures(other);
        other.close();
        assertAllOver(all, "FrameArena \"other\" was closed");
    }

    @Test
    void shouldLookThroughAllocatorsInFrontOfOthers() {
        Allocator wrapped = new SynchronizedAllocator(new LimitAllocator(scratch, 1 << 20));
        Map<String, List<Executable>> all = structures(wrapped);
        wrapped.freeAll();
        assertAllOver(all, "FrameArena \"scratch\"");
    }

    @Test
    void shouldThrowAfterARegionWasEmptiedOrClosed() {
        try (GeneralAllocator general = GeneralAllocator.create()) {
            GeneralAllocator level = general.region("level 3");
            Map<String, List<Executable>> before = structures(level);
            IntArray other = IntArray.create(general);
            other.add(1);
            level.freeAll();
            assertAllOver(before, "freeAll of ");
            assertAllOver(before, "level 3");
            Map<String, List<Executable>> after = structures(level);
            level.close();
            assertAllOver(after, "was closed");
            assertEquals(1, other.get(0));
        }
    }

    @Test
    void shouldThrowAfterAnyOtherAllocatorWasEmptied() {
        List<Allocator> allocators =
                List.of(
                        StackAllocator.create(),
                        PoolAllocator.create(4096, 64),
                        BuddyAllocator.create(1 << 20),
                        new DynamicArena(HeapAllocator.INSTANCE),
                        new RollbackStack(HeapAllocator.INSTANCE),
                        new ScratchRing(HeapAllocator.INSTANCE));
        for (Allocator each : allocators) {
            IntArray array = IntArray.create(each);
            array.add(7);
            assertEquals(7, array.get(0), each::toString);
            each.freeAll();
            assertThrows(IllegalStateException.class, () -> array.get(0), each::toString);
            array.forget();
            array.add(8);
            each.close();
            assertThrows(IllegalStateException.class, () -> array.get(0), each::toString);
        }
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        IntArray array = IntArray.create(scratch);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int tick = 0; tick < 1000; tick++) {
                        array.forget();
                        for (int i = 0; i < 20; i++) {
                            array.add(i);
                        }
                        scratch.freeAll();
                    }
                });
    }
}
