package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.data.structs.Everything;
import dev.mayfly.data.structs.EverythingArray;
import dev.mayfly.data.structs.EverythingColumns;
import dev.mayfly.data.structs.Spot;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotLayout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Structs that own something: each is released once, whatever happens. */
class StructOwnersTest {

    private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
    private final List<Long> released = new ArrayList<>();

    /** What throws when it is released, and what it throws. */
    private final Map<Long, RuntimeException> refusals = new TreeMap<>();

    private Meshes meshes(Meshes.Form form, long... owned) {
        Meshes meshes = form.create(memory);
        meshes.releasing(
                each -> {
                    released.add(each);
                    if (refusals.containsKey(each)) {
                        throw refusals.get(each);
                    }
                });
        for (long each : owned) {
            meshes.add(each);
        }
        return meshes;
    }

    private RuntimeException refuse(long owned) {
        RuntimeException refusal = new IllegalArgumentException("no " + owned);
        refusals.put(owned, refusal);
        return refusal;
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseWhatIsRemoved(Meshes.Form form) {
        Meshes meshes = meshes(form, 10, 11, 12, 13, 14);
        meshes.structs().removeAt(1);
        assertEquals(List.of(11L), released);
        meshes.structs().removeSwap(0);
        assertEquals(List.of(11L, 10L), released);
        meshes.structs().removeSwap(2);
        assertEquals(List.of(11L, 10L, 13L), released);
        assertEquals(List.of(14L, 12L), meshes.all());
        meshes.structs().delete();
        assertEquals(List.of(11L, 10L, 13L, 12L, 14L), released);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseWhatIsLeftTheLastFirst(Meshes.Form form) {
        Meshes meshes = meshes(form, 10, 11, 12);
        meshes.structs().clear();
        assertEquals(List.of(12L, 11L, 10L), released);
        meshes.structs().clear();
        meshes.add(20);
        meshes.add(21);
        meshes.add(22);
        meshes.structs().resize(1);
        assertEquals(List.of(12L, 11L, 10L, 22L, 21L), released);
        meshes.structs().close();
        meshes.structs().delete();
        assertEquals(List.of(12L, 11L, 10L, 22L, 21L, 20L), released);
        assertEquals(0, memory.used());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseWhatIsWrittenOver(Meshes.Form form) {
        Meshes meshes = meshes(form, 10, 11, 12);
        meshes.set(1, 21);
        assertEquals(List.of(11L), released);
        meshes.setRecord(2, 22);
        assertEquals(List.of(11L, 12L), released);
        assertEquals(List.of(10L, 21L, 22L), meshes.all());
        meshes.structs().delete();
        assertEquals(List.of(11L, 12L, 22L, 21L, 10L), released);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotReleaseWhatOnlyMoves(Meshes.Form form) {
        Meshes meshes = meshes(form);
        for (int i = 0; i < 100; i++) {
            meshes.add(i);
        }
        meshes.insert(0, 200);
        meshes.insertRecord(50, 201);
        meshes.structs().reserve(1000);
        meshes.structs().shrink();
        meshes.material(7, 8);
        assertEquals(List.of(), released);
        meshes.structs().delete();
        assertEquals(102, released.size());
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseNothingWithoutARelease(Meshes.Form form) {
        Meshes meshes = form.create(memory);
        meshes.add(1);
        meshes.add(2);
        meshes.set(0, 3);
        meshes.structs().removeAt(0);
        meshes.structs().clear();
        meshes.structs().delete();
        assertEquals(0, memory.used());
    }

    /** Each way to lose one struct, with the first, the middle and the last of them refusing. */
    @ParameterizedTest
    @EnumSource
    void shouldLoseAStructAlsoIfItsReleaseThrows(Meshes.Form form) {
        for (int index : List.of(0, 2, 4)) {
            assertGoesAlthoughRefused(form, index, meshes -> meshes.structs().removeAt(index));
            assertGoesAlthoughRefused(form, index, meshes -> meshes.structs().removeSwap(index));
            assertGoesAlthoughRefused(form, index, meshes -> meshes.set(index, 99));
            assertGoesAlthoughRefused(form, index, meshes -> meshes.setRecord(index, 99));
        }
    }

    private void assertGoesAlthoughRefused(Meshes.Form form, int index, Consumer<Meshes> change) {
        released.clear();
        refusals.clear();
        Meshes meshes = meshes(form, 10, 11, 12, 13, 14);
        long owned = 10 + index;
        RuntimeException refusal = refuse(owned);
        assertSame(refusal, assertThrows(RuntimeException.class, () -> change.accept(meshes)));
        assertEquals(List.of(owned), released);

        List<Long> left = new ArrayList<>(List.of(10L, 11L, 12L, 13L, 14L));
        left.remove(owned);
        List<Long> found = new ArrayList<>(meshes.all());
        found.remove(99L);
        found.sort(null);
        assertEquals(left, found);

        meshes.structs().delete();
        assertEquals(1, released.stream().filter(each -> each == owned).count());
        assertEquals(0, memory.used());
    }

    /** Each way to lose all, with the first, the middle and the last of them refusing. */
    @ParameterizedTest
    @EnumSource
    void shouldReleaseTheOthersAlsoIfOneThrows(Meshes.Form form) {
        for (long refusing : List.of(10L, 12L, 14L)) {
            for (Consumer<Structs> end :
                    List.<Consumer<Structs>>of(
                            Structs::clear, Structs::delete, structs -> structs.resize(0))) {
                released.clear();
                refusals.clear();
                Structs structs = meshes(form, 10, 11, 12, 13, 14).structs();
                RuntimeException refusal = refuse(refusing);
                assertSame(
                        refusal, assertThrows(RuntimeException.class, () -> end.accept(structs)));
                assertEquals(List.of(14L, 13L, 12L, 11L, 10L), released);
                assertEquals(0, refusal.getSuppressed().length);
                assertEquals(0, structs.size());
                structs.delete();
                assertEquals(5, released.size());
                assertEquals(0, memory.used());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowTheFirstWithTheOthersSuppressed(Meshes.Form form) {
        Meshes meshes = meshes(form, 10, 11, 12, 13);
        RuntimeException last = refuse(10);
        RuntimeException middle = refuse(11);
        RuntimeException first = refuse(13);
        Structs structs = meshes.structs();
        assertSame(first, assertThrows(RuntimeException.class, structs::delete));
        assertEquals(List.of(middle, last), Arrays.asList(first.getSuppressed()));
        assertEquals(List.of(13L, 12L, 11L, 10L), released);
        assertEquals(0, memory.used());
        structs.delete();
        assertEquals(4, released.size());
    }

    /** Every change that a release could try, and none of them does anything. */
    @ParameterizedTest
    @EnumSource
    void shouldRefuseChangesByARelease(Meshes.Form form) {
        Map<String, Consumer<Meshes>> changes = new TreeMap<>();
        changes.put("removeAt", meshes -> meshes.structs().removeAt(0));
        changes.put("removeSwap", meshes -> meshes.structs().removeSwap(0));
        changes.put("set", meshes -> meshes.set(0, 5));
        changes.put("insert", meshes -> meshes.insert(0, 5));
        changes.put("clear", meshes -> meshes.structs().clear());
        changes.put("resize", meshes -> meshes.structs().resize(1));
        changes.put("reserve", meshes -> meshes.structs().reserve(1000));
        changes.put("shrink", meshes -> meshes.structs().shrink());
        changes.put("delete", meshes -> meshes.structs().delete());
        changes.put("releasing", meshes -> meshes.releasing(_ -> {}));
        changes.forEach(
                (name, change) -> {
                    Meshes meshes = form.create(memory);
                    meshes.releasing(_ -> change.accept(meshes));
                    meshes.add(1);
                    meshes.add(2);
                    meshes.add(3);
                    IllegalStateException refused =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> meshes.structs().removeAt(1),
                                    name);
                    assertTrue(refused.getMessage().contains("releasing"), refused::getMessage);
                    assertEquals(List.of(1L, 3L), meshes.all(), name);
                    assertThrows(IllegalStateException.class, meshes.structs()::delete, name);
                    assertEquals(0, memory.used(), name);
                });
    }

    @ParameterizedTest
    @EnumSource
    void shouldReleaseOnceWhicheverGrowthFails(Meshes.Form form) {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    released.clear();
                    Meshes meshes = form.create(allocator);
                    meshes.releasing(released::add);
                    List<Long> added = new ArrayList<>();
                    try {
                        for (long i = 0; i < 40; i++) {
                            meshes.insert(0, i);
                            added.add(i);
                        }
                    } finally {
                        assertEquals(List.of(), released);
                        assertEquals(added.reversed(), meshes.all());
                        meshes.structs().delete();
                        assertEquals(added, released);
                    }
                });
    }

    /** What cannot be stored must not cost what is there. */
    @Test
    void shouldReleaseNothingForAStructThatCannotBeStored() {
        List<Long> at = new ArrayList<>();
        try (EverythingArray array = EverythingArray.create(memory).releasing(at::add);
                EverythingColumns columns = EverythingColumns.create(memory).releasing(at::add)) {
            array.resize(2);
            columns.resize(2);
            Everything good = array.get(0);
            Everything bad = withWeights(good, new float[7]);
            assertThrows(IllegalArgumentException.class, () -> array.set(0, bad));
            assertThrows(IllegalArgumentException.class, () -> columns.set(0, bad));
            assertThrows(IllegalArgumentException.class, () -> array.insert(0, bad));
            assertThrows(IllegalArgumentException.class, () -> columns.insert(0, bad));
            assertThrows(IndexOutOfBoundsException.class, () -> array.set(2, good));
            assertThrows(IndexOutOfBoundsException.class, () -> columns.set(2, good));
            assertEquals(List.of(), at);
            assertEquals(2, array.size());
            assertEquals(2, columns.size());
            array.set(1, good);
            columns.set(1, good);
            assertEquals(List.of(array.addressOf(1), 1L), at);
        }
    }

    private static Everything withWeights(Everything all, float[] weights) {
        return new Everything(
                all.b(),
                all.d(),
                all.flag(),
                all.s(),
                all.c(),
                all.l(),
                all.f(),
                all.i(),
                all.spot(),
                weights,
                all.spots(),
                all.position(),
                all.velocity(),
                all.exact(),
                all.rotation(),
                all.transform(),
                all.corners(),
                all.flags(),
                all.last());
    }

    @Test
    void shouldReleaseWhatACopyIsWrittenOverOnce() {
        List<Long> gone = new ArrayList<>();
        try (SpotArray source = SpotArray.create(memory);
                SpotArray target = SpotArray.create(memory)) {
            source.add(new Spot((byte) 1, 10, (short) 1));
            target.add(new Spot((byte) 2, 20, (short) 2));
            target.releasing(spot -> gone.add((long) SpotLayout.x(spot)));
            target.setFrom(0, source, 0);
            assertEquals(List.of(20L), gone);
            target.setFrom(0, target, 0);
            target.addFrom(source, 0);
            assertEquals(List.of(20L), gone);
            assertEquals(new Spot((byte) 1, 10, (short) 1), target.get(1));
        }
        assertEquals(List.of(20L, 10L, 10L), gone);
    }
}
