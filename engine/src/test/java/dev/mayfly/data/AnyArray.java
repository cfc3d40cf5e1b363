package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.AllocResult;
import dev.mayfly.alloc.Allocator;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.List;

/** One of the five arrays, called by the names that all of them have. */
final class AnyArray implements AutoCloseable {

    final ElementKind kind;
    final Object array;

    AnyArray(ElementKind kind, Allocator allocator) {
        this.kind = kind;
        this.array = invoke(kind, null, "create", types(Allocator.class), allocator);
    }

    AnyArray(ElementKind kind, Allocator allocator, List<?> values) {
        this(kind, allocator);
        addAll(kind.javaArray(values));
    }

    private static Class<?>[] types(Class<?>... types) {
        return types;
    }

    private Object call(String name, Class<?>[] types, Object... arguments) {
        return invoke(kind, array, name, types, arguments);
    }

    private static Object invoke(
            ElementKind kind, Object on, String name, Class<?>[] types, Object... arguments) {
        try {
            return kind.arrayClass.getMethod(name, types).invoke(on, arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(failure.getCause());
        } catch (ReflectiveOperationException mistake) {
            throw new AssertionError(mistake);
        }
    }

    Object get(long index) {
        return call("get", types(long.class), index);
    }

    void set(long index, Object value) {
        call("set", types(long.class, kind.type), index, value);
    }

    void swap(long first, long second) {
        call("swap", types(long.class, long.class), first, second);
    }

    void add(Object value) {
        call("add", types(kind.type), value);
    }

    AllocResult tryAdd(Object value) {
        return (AllocResult) call("tryAdd", types(kind.type), value);
    }

    void addAll(Object javaArray) {
        call("addAll", types(javaArray.getClass()), javaArray);
    }

    void addAll(Object javaArray, int offset, int length) {
        Class<?>[] types = types(javaArray.getClass(), int.class, int.class);
        call("addAll", types, javaArray, offset, length);
    }

    void addAll(MemorySegment source) {
        call("addAll", types(MemorySegment.class), source);
    }

    void addAll(Buffer source) {
        call("addAll", types(kind.bufferClass()), source);
    }

    void addAll(AnyArray source) {
        call("addAll", types(kind.arrayClass), source.array);
    }

    void insert(long index, Object value) {
        call("insert", types(long.class, kind.type), index, value);
    }

    void insertAll(long index, Object javaArray) {
        call("insertAll", types(long.class, javaArray.getClass()), index, javaArray);
    }

    void insertAll(long index, Object javaArray, int offset, int length) {
        Class<?>[] types = types(long.class, javaArray.getClass(), int.class, int.class);
        call("insertAll", types, index, javaArray, offset, length);
    }

    void insertAll(long index, MemorySegment source) {
        call("insertAll", types(long.class, MemorySegment.class), index, source);
    }

    void insertAll(long index, Buffer source) {
        call("insertAll", types(long.class, kind.bufferClass()), index, source);
    }

    void insertAll(long index, AnyArray source) {
        call("insertAll", types(long.class, kind.arrayClass), index, source.array);
    }

    Object removeAt(long index) {
        return call("removeAt", types(long.class), index);
    }

    Object removeSwap(long index) {
        return call("removeSwap", types(long.class), index);
    }

    Object removeLast() {
        return call("removeLast", types());
    }

    void removeRange(long from, long to) {
        call("removeRange", types(long.class, long.class), from, to);
    }

    void clear() {
        call("clear", types());
    }

    long size() {
        return (long) call("size", types());
    }

    boolean isEmpty() {
        return (boolean) call("isEmpty", types());
    }

    long capacity() {
        return (long) call("capacity", types());
    }

    void reserve(long elements) {
        call("reserve", types(long.class), elements);
    }

    AllocResult tryReserve(long elements) {
        return (AllocResult) call("tryReserve", types(long.class), elements);
    }

    void shrink() {
        call("shrink", types());
    }

    void resize(long elements) {
        call("resize", types(long.class), elements);
    }

    void resizeNonZeroed(long elements) {
        call("resizeNonZeroed", types(long.class), elements);
    }

    long address() {
        return (long) call("address", types());
    }

    MemorySegment segment() {
        return (MemorySegment) call("segment", types());
    }

    void restart(Allocator scratch) {
        call("restart", types(Allocator.class), scratch);
    }

    void forget() {
        call("forget", types());
    }

    void delete() {
        call("delete", types());
    }

    @Override
    public void close() {
        call("close", types());
    }

    void fill(Object value) {
        call("fill", types(kind.type), value);
    }

    void fill(long from, long to, Object value) {
        call("fill", types(long.class, long.class, kind.type), from, to, value);
    }

    void sort() {
        call("sort", types());
    }

    void sort(long from, long to) {
        call("sort", types(long.class, long.class), from, to);
    }

    long binarySearch(Object value) {
        return (long) call("binarySearch", types(kind.type), value);
    }

    long binarySearch(long from, long to, Object value) {
        Class<?>[] types = types(long.class, long.class, kind.type);
        return (long) call("binarySearch", types, from, to, value);
    }

    long indexOf(Object value) {
        return (long) call("indexOf", types(kind.type), value);
    }

    long lastIndexOf(Object value) {
        return (long) call("lastIndexOf", types(kind.type), value);
    }

    boolean contains(Object value) {
        return (boolean) call("contains", types(kind.type), value);
    }

    void reverse() {
        call("reverse", types());
    }

    void reverse(long from, long to) {
        call("reverse", types(long.class, long.class), from, to);
    }

    void setAll(long index, Object javaArray, int offset, int length) {
        Class<?>[] types = types(long.class, javaArray.getClass(), int.class, int.class);
        call("setAll", types, index, javaArray, offset, length);
    }

    void setAll(long index, MemorySegment source) {
        call("setAll", types(long.class, MemorySegment.class), index, source);
    }

    Object toArray() {
        return call("toArray", types());
    }

    void copyTo(long index, Object target, int offset, int length) {
        Class<?>[] types = types(long.class, target.getClass(), int.class, int.class);
        call("copyTo", types, index, target, offset, length);
    }

    void copyTo(Object target) {
        call("copyTo", types(target.getClass()), target);
    }

    void copyTo(MemorySegment target) {
        call("copyTo", types(MemorySegment.class), target);
    }

    void copyTo(Buffer target) {
        call("copyTo", types(kind.bufferClass()), target);
    }

    Object get(int index) {
        return call("get", types(int.class), index);
    }

    void set(int index, Object value) {
        call("set", types(int.class, kind.type), index, value);
    }

    /** The elements, read one by one. */
    List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            elements.add(get(i));
            assertEquals(get(i), get((long) i));
        }
        return elements;
    }

    @Override
    public String toString() {
        return array.toString();
    }
}
