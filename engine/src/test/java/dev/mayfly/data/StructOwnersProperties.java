package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

/**
 * Random programs: what a list loses is released, once and in that order, also where it refuses.
 */
class StructOwnersProperties {

    private enum Operation {
        ADD,
        ADD_AGAIN,
        INSERT,
        SET,
        REMOVE_AT,
        REMOVE_SWAP,
        RESIZE,
        SHRINK,
        CLEAR
    }

    private record Step(Operation operation, int pick) {}

    @Provide
    Arbitrary<List<Step>> programs() {
        return Combinators.combine(
                        Arbitraries.of(Operation.class), Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(100);
    }

    @Property(tries = 500, seed = "20261122")
    void shouldReleaseEachOnce(@ForAll("programs") List<Step> program, @ForAll Meshes.Form form) {
        new Run(form).run(program);
    }

    /** One program, on structs and on a model. */
    private static final class Run {

        private final LimitAllocator memory = new LimitAllocator(HeapAllocator.INSTANCE);
        private final Meshes meshes;
        private final List<Long> released = new ArrayList<>();
        private final List<Long> model = new ArrayList<>();
        private final List<Long> gone = new ArrayList<>();
        private long next = 1;

        Run(Meshes.Form form) {
            meshes = form.create(memory);
            meshes.releasing(
                    owned -> {
                        released.add(owned);
                        if (refuses(owned)) {
                            throw new IllegalArgumentException("no " + owned);
                        }
                    });
        }

        private static boolean refuses(long owned) {
            return owned % 5 == 0;
        }

        void run(List<Step> program) {
            for (Step step : program) {
                perform(() -> step(step));
                assertEquals(model, meshes.all());
            }
            lose(0);
            perform(meshes.structs()::delete);
            assertEquals(0, memory.used());
        }

        /** Whoever refuses makes the change throw, and changes nothing else. */
        private void perform(Runnable change) {
            int before = released.size();
            List<Long> expected = gone;
            RuntimeException thrown = null;
            try {
                change.run();
            } catch (IllegalArgumentException refusal) {
                thrown = refusal;
            }
            assertEquals(expected, released);
            List<String> refusals =
                    released.subList(before, released.size()).stream()
                            .filter(Run::refuses)
                            .map(owned -> "no " + owned)
                            .toList();
            assertEquals(refusals, thrown == null ? List.of() : messages(thrown));
        }

        private static List<String> messages(RuntimeException thrown) {
            List<String> messages = new ArrayList<>();
            messages.add(String.valueOf(thrown.getMessage()));
            for (Throwable each : thrown.getSuppressed()) {
                messages.add(String.valueOf(each.getMessage()));
            }
            return messages;
        }

        /** First the model, then the structs, which may throw. */
        private void step(Step step) {
            int size = model.size();
            int index = size == 0 ? 0 : step.pick % size;
            switch (step.operation) {
                case ADD, ADD_AGAIN -> {
                    model.add(next);
                    meshes.add(next++);
                }
                case INSERT -> {
                    int place = step.pick % (size + 1);
                    model.add(place, next);
                    meshes.insert(place, next++);
                }
                case RESIZE -> resize(step.pick % 20);
                case SHRINK -> {
                    meshes.structs().shrink();
                    assertEquals(size, meshes.structs().capacity());
                }
                case CLEAR -> {
                    lose(0);
                    meshes.structs().clear();
                }
                default -> {
                    if (size == 0) {
                        assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> meshes.structs().removeAt(0));
                    } else {
                        change(step.operation, index);
                    }
                }
            }
        }

        private void change(Operation operation, int index) {
            gone.add(model.get(index));
            switch (operation) {
                case SET -> {
                    model.set(index, next);
                    meshes.set(index, next++);
                }
                case REMOVE_AT -> {
                    model.remove(index);
                    meshes.structs().removeAt(index);
                }
                default -> {
                    long last = model.removeLast();
                    if (index < model.size()) {
                        model.set(index, last);
                    }
                    meshes.structs().removeSwap(index);
                }
            }
        }

        /** New ones are zero, and own nothing. */
        private void resize(int count) {
            lose(count);
            while (model.size() < count) {
                model.add(0L);
            }
            meshes.structs().resize(count);
        }

        private void lose(int left) {
            while (model.size() > left) {
                gone.add(model.removeLast());
            }
        }
    }
}
