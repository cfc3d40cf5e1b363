package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.MemoryException;

import java.lang.foreign.MemorySegment;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Does the same to an array and to an {@link ArrayList}, and compares. Before each step it is tried
 * with an allocator that fails, after which the array must be as it was.
 */
final class ArrayMachine implements AutoCloseable {

    private static final int MOST = 400;

    private final ElementKind kind;
    private final FailingAllocator allocator;
    private final Allocator below;
    private final List<Object> model = new ArrayList<>();
    private final AnyArray array;
    private boolean failing;
    private int failures;

    ArrayMachine(ElementKind kind, Allocator below) {
        this.kind = kind;
        this.below = below;
        this.allocator = new FailingAllocator(below, request -> failing);
        this.array = new AnyArray(kind, allocator);
    }

    /** How many steps failed for want of memory before they succeeded. */
    int failures() {
        return failures;
    }

    void step(ArrayOperation operation, int pick, int count) {
        int size = model.size();
        int index = pick % (size + 1);
        int other = count % (size + 1);
        int low = Math.min(index, other);
        int high = Math.max(index, other);
        List<Object> some = values(pick, count);
        if (size > MOST) {
            run(() -> array.removeRange(low, size), () -> model.subList(low, size).clear());
            return;
        }
        switch (operation) {
            case ADD -> run(() -> array.add(some.getFirst()), () -> model.add(some.getFirst()));
            case TRY_ADD -> run(() -> tryAdd(some.getFirst()), () -> model.add(some.getFirst()));
            case ADD_JAVA ->
                    run(() -> array.addAll(kind.javaArray(some)), () -> model.addAll(some));
            case ADD_PART -> {
                List<Object> part = some.subList(1, count);
                run(
                        () -> array.addAll(kind.javaArray(some), 1, count - 1),
                        () -> model.addAll(part));
            }
            case ADD_SEGMENT -> run(() -> array.addAll(segment(some)), () -> model.addAll(some));
            case ADD_BUFFER -> run(() -> consume(-1, some, pick), () -> model.addAll(some));
            case ADD_ARRAY ->
                    withOther(
                            some,
                            source -> run(() -> array.addAll(source), () -> model.addAll(some)));
            case ADD_SELF -> run(() -> array.addAll(array), () -> model.addAll(List.copyOf(model)));
            case ADD_OWN_SEGMENT -> {
                List<Object> own = List.copyOf(model.subList(low, high));
                run(() -> array.addAll(ownSegment(low, high)), () -> model.addAll(own));
            }
            case INSERT ->
                    run(
                            () -> array.insert(index, some.getFirst()),
                            () -> model.add(index, some.getFirst()));
            case INSERT_JAVA ->
                    run(
                            () -> array.insertAll(index, kind.javaArray(some)),
                            () -> model.addAll(index, some));
            case INSERT_PART -> {
                List<Object> part = some.subList(1, count);
                run(
                        () -> array.insertAll(index, kind.javaArray(some), 1, count - 1),
                        () -> model.addAll(index, part));
            }
            case INSERT_SEGMENT ->
                    run(
                            () -> array.insertAll(index, segment(some)),
                            () -> model.addAll(index, some));
            case INSERT_BUFFER ->
                    run(() -> consume(index, some, pick), () -> model.addAll(index, some));
            case INSERT_ARRAY ->
                    withOther(
                            some,
                            source ->
                                    run(
                                            () -> array.insertAll(index, source),
                                            () -> model.addAll(index, some)));
            case INSERT_SELF ->
                    run(
                            () -> array.insertAll(index, array),
                            () -> model.addAll(index, List.copyOf(model)));
            case INSERT_OWN_SEGMENT -> {
                List<Object> own = List.copyOf(model.subList(low, high));
                run(
                        () -> array.insertAll(index, ownSegment(low, high)),
                        () -> model.addAll(index, own));
            }
            case SET -> {
                if (index < size) {
                    run(
                            () -> array.set(index, some.getFirst()),
                            () -> model.set(index, some.getFirst()));
                }
            }
            case SET_JAVA -> {
                List<Object> part = values(pick, high - low);
                run(
                        () -> array.setAll(low, kind.javaArray(part), 0, high - low),
                        () -> overwrite(low, part));
            }
            case SET_SEGMENT -> {
                List<Object> part = values(pick, high - low);
                run(() -> array.setAll(low, segment(part)), () -> overwrite(low, part));
            }
            case SWAP -> {
                if (high < size) {
                    run(() -> array.swap(low, high), () -> Collections.swap(model, low, high));
                }
            }
            case REMOVE_AT -> {
                if (index < size) {
                    run(() -> assertEquals(model.get(index), array.removeAt(index)), () -> {});
                    model.remove(index);
                }
            }
            case REMOVE_SWAP -> {
                if (index < size) {
                    run(() -> assertEquals(model.get(index), array.removeSwap(index)), () -> {});
                    Collections.swap(model, index, size - 1);
                    model.removeLast();
                }
            }
            case REMOVE_LAST -> {
                if (size > 0) {
                    run(() -> assertEquals(model.getLast(), array.removeLast()), () -> {});
                    model.removeLast();
                }
            }
            case REMOVE_RANGE ->
                    run(() -> array.removeRange(low, high), () -> model.subList(low, high).clear());
            case CLEAR -> run(array::clear, model::clear);
            case RESIZE -> {
                int target = size / 2 + count * 3;
                run(() -> array.resize(target), () -> modelResize(target));
            }
            case RESIZE_NON_ZEROED -> {
                int target = index;
                run(() -> array.resizeNonZeroed(target), () -> modelResize(target));
            }
            case RESERVE -> {
                run(() -> array.reserve(size + count), () -> {});
                assertTrue(array.capacity() >= size + count);
            }
            case TRY_RESERVE -> run(() -> tryReserve(size + count), () -> {});
            case SHRINK -> {
                run(array::shrink, () -> {});
                assertEquals(size, array.capacity());
            }
            case FILL ->
                    run(
                            () -> array.fill(low, high, some.getFirst()),
                            () -> Collections.fill(model.subList(low, high), some.getFirst()));
            case SORT -> run(() -> array.sort(low, high), () -> sort(model.subList(low, high)));
            case SEARCH -> {
                run(array::sort, () -> sort(model));
                checkSearch(some.getFirst());
                if (index < size) {
                    checkSearch(model.get(index));
                }
            }
            case INDEX_OF -> {
                checkIndexOf(some.getFirst());
                if (index < size) {
                    checkIndexOf(model.get(index));
                }
            }
            case REVERSE ->
                    run(
                            () -> array.reverse(low, high),
                            () -> Collections.reverse(model.subList(low, high)));
            case COPY_OUT -> checkCopies(pick, low, high);
            case FORGET -> forget();
            case NEIGHBOUR -> below.alloc(24, 8);
        }
        check();
    }

    private void run(Runnable onArray, Runnable onModel) {
        failing = true;
        try {
            onArray.run();
        } catch (MemoryException injected) {
            failing = false;
            failures++;
            check();
            onArray.run();
        } finally {
            failing = false;
        }
        onModel.run();
    }

    private List<Object> values(int pick, int count) {
        return IntStream.range(0, count).mapToObj(i -> kind.value(31L * pick + i)).toList();
    }

    private MemorySegment segment(List<Object> values) {
        return kind.heapSegment(kind.javaArray(values));
    }

    private MemorySegment ownSegment(int low, int high) {
        return array.segment()
                .asSlice((long) low * kind.bytes(), (long) (high - low) * kind.bytes());
    }

    private void consume(int index, List<Object> some, int shape) {
        Buffer source = kind.buffer(some, shape);
        int position = source.position();
        try {
            if (index < 0) {
                array.addAll(source);
            } else {
                array.insertAll(index, source);
            }
        } catch (MemoryException failure) {
            assertEquals(position, source.position());
            throw failure;
        }
        assertEquals(0, source.remaining());
    }

    private interface WithOther {
        void run(AnyArray source);
    }

    private void withOther(List<Object> values, WithOther body) {
        try (AnyArray source = new AnyArray(kind, allocator, values)) {
            body.run(source);
        }
    }

    private void tryAdd(Object value) {
        rethrow(array.tryAdd(value));
    }

    private void tryReserve(long elements) {
        rethrow(array.tryReserve(elements));
    }

    private static void rethrow(AllocResult result) {
        if (result instanceof AllocResult.Failed(var error, var message)) {
            throw new MemoryException(error, message);
        }
        assertInstanceOf(AllocResult.Ok.class, result);
    }

    private void overwrite(int from, List<Object> part) {
        for (int i = 0; i < part.size(); i++) {
            model.set(from + i, part.get(i));
        }
    }

    private void modelResize(int target) {
        while (model.size() > target) {
            model.removeLast();
        }
        while (model.size() < target) {
            model.add(kind.zero());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void sort(List<Object> values) {
        Collections.sort((List) values);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void checkSearch(Object value) {
        long found = array.binarySearch(value);
        int expected = Collections.binarySearch((List) model, (Comparable) value);
        if (expected < 0) {
            assertEquals(expected, found);
        } else {
            assertEquals(value, array.get(found));
        }
    }

    private void checkIndexOf(Object value) {
        assertEquals(model.indexOf(value), array.indexOf(value));
        assertEquals(model.lastIndexOf(value), array.lastIndexOf(value));
        assertEquals(model.contains(value), array.contains(value));
    }

    private void checkCopies(int shape, int low, int high) {
        int size = model.size();
        Object whole = kind.javaArray(Collections.nCopies(size + 1, kind.value(77)));
        array.copyTo(whole);
        assertEquals(model, kind.list(whole).subList(0, size));
        assertEquals(kind.value(77), kind.list(whole).getLast());

        Object part = kind.javaArray(Collections.nCopies(high - low + 2, kind.value(77)));
        array.copyTo(low, part, 1, high - low);
        assertEquals(model.subList(low, high), kind.list(part).subList(1, high - low + 1));
        assertEquals(kind.value(77), kind.list(part).getFirst());
        assertEquals(kind.value(77), kind.list(part).getLast());

        Buffer buffer = kind.room(size, shape);
        buffer.position(1);
        array.copyTo(buffer);
        assertEquals(size + 1, buffer.position());
        MemorySegment segment = MemorySegment.ofArray(new byte[(size + 1) * kind.bytes()]);
        array.copyTo(segment);
        for (int i = 0; i < size; i++) {
            assertEquals(model.get(i), kind.get(buffer, i + 1));
            assertEquals(model.get(i), kind.get(segment, i));
            assertEquals(model.get(i), kind.get(array.segment(), i));
        }
        assertEquals((long) size * kind.bytes(), array.segment().byteSize());
    }

    private void forget() {
        long block = array.address();
        long bytes = array.capacity() * kind.bytes();
        array.forget();
        allocator.free(block, bytes);
        model.clear();
        assertEquals(0, array.capacity());
    }

    private void check() {
        assertEquals(model.size(), array.size());
        assertEquals(model.isEmpty(), array.isEmpty());
        assertEquals(model, array.elements());
        assertEquals(model, kind.list(array.toArray()));
        assertTrue(array.capacity() >= array.size());
    }

    /** Deletes the array, after which nothing may be left. */
    @Override
    public void close() {
        array.delete();
        array.delete();
        assertEquals(0, allocator.liveBlocks());
    }
}
