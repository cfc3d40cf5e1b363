package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random programs: an array is a list, also when growing fails, whoever allocates. */
class ArrayProperties {

    private static final List<Supplier<Allocator>> ALLOCATORS =
            List.of(FrameArena::create, GeneralAllocator::create);

    private record Step(ArrayOperation operation, int pick, int count) {}

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.of(ArrayOperation.values()),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(1, 40))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(80);
    }

    @Property(tries = 300, seed = "20261120")
    void everyArrayShouldBeAListInEveryProgram(
            @ForAll ElementKind kind, @ForAll("programs") List<Step> program) {
        for (Supplier<Allocator> allocator : ALLOCATORS) {
            try (Allocator below = allocator.get();
                    ArrayMachine machine = new ArrayMachine(kind, below)) {
                for (Step step : program) {
                    machine.step(step.operation, step.pick, step.count);
                }
            }
        }
    }

    /** One long program a kind, in which every operation has its turn and growing often fails. */
    @Property(tries = 5, seed = "20261120")
    void everyArrayShouldBeAListForThousandsOfSteps(@ForAll ElementKind kind) {
        SplittableRandom random = new SplittableRandom(20261120);
        ArrayOperation[] operations = ArrayOperation.values();
        for (Supplier<Allocator> allocator : ALLOCATORS) {
            try (Allocator below = allocator.get();
                    ArrayMachine machine = new ArrayMachine(kind, below)) {
                for (int i = 0; i < 4000; i++) {
                    ArrayOperation operation = operations[random.nextInt(operations.length)];
                    machine.step(operation, random.nextInt(1000), random.nextInt(1, 40));
                }
                assertTrue(machine.failures() > 100, () -> "failed " + machine.failures());
            }
        }
    }

    @Property(tries = 400, seed = "20261120")
    void sortShouldOrderAsJavaDoes(
            @ForAll ElementKind kind, @ForAll SortPattern pattern, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = random.nextInt(random.nextBoolean() ? 50 : 3000);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(kind.value(pattern.at(i, size, random)));
        }
        Object expected = kind.javaArray(values);
        javaSort(expected);
        try (FrameArena arena = FrameArena.create();
                AnyArray array = new AnyArray(kind, arena, values)) {
            array.sort();
            assertTrue(kind.list(expected).equals(array.elements()), () -> kind + " " + values);
        }
        LimitAllocator general = new LimitAllocator(HeapAllocator.INSTANCE);
        try (AnyArray array = new AnyArray(kind, general, values)) {
            long held = general.used();
            array.sort();
            assertTrue(kind.list(expected).equals(array.elements()), () -> kind + " " + values);
            assertEquals(held, general.used());
        }
    }

    private static void javaSort(Object array) {
        switch (array) {
            case byte[] bytes -> java.util.Arrays.sort(bytes);
            case int[] ints -> java.util.Arrays.sort(ints);
            case long[] longs -> java.util.Arrays.sort(longs);
            case float[] floats -> java.util.Arrays.sort(floats);
            case double[] doubles -> java.util.Arrays.sort(doubles);
            default -> throw new AssertionError(array);
        }
    }

    /** How the elements lie before they are sorted. */
    enum SortPattern {
        RANDOM,
        FEW_VALUES,
        ONE_VALUE,
        ASCENDING,
        DESCENDING,
        SAWTOOTH,
        ORGAN_PIPE,
        SORTED_BUT_THE_LAST;

        long at(int index, int size, SplittableRandom random) {
            return switch (this) {
                case RANDOM -> random.nextInt();
                case FEW_VALUES -> random.nextInt(4);
                case ONE_VALUE -> 9;
                case ASCENDING -> index;
                case DESCENDING -> -index;
                case SAWTOOTH -> index % 37;
                case ORGAN_PIPE -> Math.min(index, size - index);
                case SORTED_BUT_THE_LAST -> index == size - 1 ? -1 : index;
            };
        }
    }
}
