package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.data.structs.Spot;
import dev.mayfly.data.structs.SpotArray;
import dev.mayfly.data.structs.SpotColumns;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;

/** Random programs: structs in native memory do what an {@code ArrayList} of records does. */
class StructsProperties {

    private enum Operation {
        ADD,
        ADD_FIELDS,
        ADD_MANY,
        SET,
        SET_X,
        REMOVE_AT,
        REMOVE_SWAP,
        RESERVE,
        CLEAR,
        OTHER_BLOCK
    }

    private record Step(Operation operation, int value, int pick) {
        Spot spot() {
            return new Spot((byte) value, value, (short) (value >> 8));
        }
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.of(Operation.class),
                        Arbitraries.integers(),
                        Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Property(tries = 500, seed = "20261121")
    void shouldDoWhatAListDoes(@ForAll("programs") List<Step> program) {
        try (FrameArena arena = FrameArena.create();
                SpotArray array = SpotArray.create(arena);
                SpotColumns columns = SpotColumns.create(arena);
                SpotArray heapArray = SpotArray.create(HeapAllocator.INSTANCE);
                SpotColumns heapColumns = SpotColumns.create(HeapAllocator.INSTANCE)) {
            List<Spot> model = new ArrayList<>();
            for (Step step : program) {
                int index = model.isEmpty() ? 0 : step.pick % model.size();
                runOnModel(model, step, index);
                run(array, step, index);
                run(heapArray, step, index);
                run(columns, step, index);
                run(heapColumns, step, index);
                if (step.operation == Operation.OTHER_BLOCK) {
                    arena.alloc(step.pick, 8);
                }
                assertEquals(model, contents(array));
                assertEquals(model, contents(heapArray));
                assertEquals(model, contents(columns));
                assertEquals(model, contents(heapColumns));
            }
        }
    }

    private static void runOnModel(List<Spot> model, Step step, int index) {
        switch (step.operation) {
            case ADD, ADD_FIELDS -> model.add(step.spot());
            case ADD_MANY -> {
                for (int i = 0; i < step.pick % 50; i++) {
                    model.add(step.spot());
                }
            }
            case CLEAR -> model.clear();
            case RESERVE, OTHER_BLOCK -> {}
            default -> {
                if (!model.isEmpty()) {
                    changeModel(model, step, index);
                }
            }
        }
    }

    private static void changeModel(List<Spot> model, Step step, int index) {
        switch (step.operation) {
            case SET -> model.set(index, step.spot());
            case SET_X -> {
                Spot old = model.get(index);
                model.set(index, new Spot(old.kind(), step.value, old.y()));
            }
            case REMOVE_AT -> model.remove(index);
            default -> {
                Spot last = model.removeLast();
                if (index < model.size()) {
                    model.set(index, last);
                }
            }
        }
    }

    private static void run(SpotArray spots, Step step, int index) {
        Spot spot = step.spot();
        switch (step.operation) {
            case ADD -> spots.add(spot);
            case ADD_FIELDS -> spots.add(spot.kind(), spot.x(), spot.y());
            case ADD_MANY -> {
                for (int i = 0; i < step.pick % 50; i++) {
                    spots.add(spot);
                }
            }
            case SET -> {
                if (!spots.isEmpty()) {
                    spots.set(index, spot);
                }
            }
            case SET_X -> {
                if (!spots.isEmpty()) {
                    spots.x(index, step.value);
                }
            }
            default -> runOnEither(spots, step, index);
        }
    }

    private static void run(SpotColumns spots, Step step, int index) {
        Spot spot = step.spot();
        switch (step.operation) {
            case ADD -> spots.add(spot);
            case ADD_FIELDS -> spots.add(spot.kind(), spot.x(), spot.y());
            case ADD_MANY -> {
                for (int i = 0; i < step.pick % 50; i++) {
                    spots.add(spot);
                }
            }
            case SET -> {
                if (!spots.isEmpty()) {
                    spots.set(index, spot);
                }
            }
            case SET_X -> {
                if (!spots.isEmpty()) {
                    spots.x(index, step.value);
                }
            }
            default -> runOnEither(spots, step, index);
        }
    }

    private static void runOnEither(Structs spots, Step step, int index) {
        switch (step.operation) {
            case RESERVE -> spots.reserve(step.pick);
            case CLEAR -> spots.clear();
            case REMOVE_AT -> {
                if (!spots.isEmpty()) {
                    spots.removeAt(index);
                }
            }
            case REMOVE_SWAP -> {
                if (!spots.isEmpty()) {
                    spots.removeSwap(index);
                }
            }
            default -> {}
        }
    }

    private static List<Spot> contents(SpotArray spots) {
        List<Spot> contents = new ArrayList<>();
        for (long i = 0; i < spots.size(); i++) {
            contents.add(spots.get(i));
        }
        return contents;
    }

    private static List<Spot> contents(SpotColumns spots) {
        List<Spot> contents = new ArrayList<>();
        for (long i = 0; i < spots.size(); i++) {
            contents.add(spots.get(i));
        }
        return contents;
    }
}
