package dev.mayfly.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongFunction;

/** The five types of elements, so that one test serves five classes. */
enum ElementKind {
    BYTE(ByteArray.class, byte.class, "ByteBuffer", n -> (byte) n),
    INT(IntArray.class, int.class, "IntBuffer", n -> (int) (n * 0x9E37_79B9L)),
    LONG(LongArray.class, long.class, "LongBuffer", n -> n * 0x9E37_79B9_7F4A_7C15L),
    FLOAT(FloatArray.class, float.class, "FloatBuffer", n -> (float) special(n)),
    DOUBLE(DoubleArray.class, double.class, "DoubleBuffer", n -> special(n));

    private static final double[] SPECIAL = {
        Double.NaN,
        -0.0,
        0.0,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        Double.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE
    };

    final Class<?> arrayClass;
    final Class<?> type;
    private final String buffer;
    private final LongFunction<Object> value;

    ElementKind(Class<?> arrayClass, Class<?> type, String buffer, LongFunction<Object> value) {
        this.arrayClass = arrayClass;
        this.type = type;
        this.buffer = buffer;
        this.value = value;
    }

    private static double special(long n) {
        long choice = Math.floorMod(n, 17);
        return choice < SPECIAL.length ? SPECIAL[(int) choice] : n * 0.37 - 20;
    }

    /** Some value, the same one for the same number; all kinds of values for all numbers. */
    Object value(long n) {
        return value.apply(n);
    }

    Object zero() {
        return Array.get(Array.newInstance(type, 1), 0);
    }

    int bytes() {
        return switch (this) {
            case BYTE -> 1;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE -> 8;
        };
    }

    Object javaArray(List<?> values) {
        Object array = Array.newInstance(type, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    List<Object> list(Object javaArray) {
        List<Object> list = new java.util.ArrayList<>();
        for (int i = 0; i < Array.getLength(javaArray); i++) {
            list.add(Array.get(javaArray, i));
        }
        return list;
    }

    MemorySegment heapSegment(Object javaArray) {
        return switch (this) {
            case BYTE -> MemorySegment.ofArray((byte[]) javaArray);
            case INT -> MemorySegment.ofArray((int[]) javaArray);
            case LONG -> MemorySegment.ofArray((long[]) javaArray);
            case FLOAT -> MemorySegment.ofArray((float[]) javaArray);
            case DOUBLE -> MemorySegment.ofArray((double[]) javaArray);
        };
    }

    Class<?> bufferClass() {
        try {
            return Class.forName("java.nio." + buffer);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** A buffer of this kind that views bytes. */
    Buffer view(ByteBuffer bytes) {
        return switch (this) {
            case BYTE -> bytes;
            case INT -> bytes.asIntBuffer();
            case LONG -> bytes.asLongBuffer();
            case FLOAT -> bytes.asFloatBuffer();
            case DOUBLE -> bytes.asDoubleBuffer();
        };
    }

    /** A buffer in which some values remain, between others, in one of four shapes. */
    Buffer buffer(List<?> values, int shape) {
        Buffer whole = room(values.size(), shape);
        for (int i = 0; i < values.size(); i++) {
            put(whole, i + 1, values.get(i));
        }
        return whole.position(1).limit(values.size() + 1);
    }

    /** A buffer with room for so many elements and one more at either end. */
    Buffer room(int count, int shape) {
        int size = (count + 2) * bytes() + 3;
        ByteBuffer bytes =
                shape % 2 == 0 ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
        bytes.position(shape % 4); // not aligned, perhaps
        ByteBuffer from = bytes.slice();
        from.order(shape / 2 % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return view(from);
    }

    private void put(Buffer target, int index, Object element) {
        try {
            bufferClass().getMethod("put", int.class, type).invoke(target, index, element);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Object get(Buffer source, int index) {
        try {
            return bufferClass().getMethod("get", int.class).invoke(source, index);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Object get(MemorySegment segment, long index) {
        return switch (this) {
            case BYTE -> segment.get(ValueLayout.JAVA_BYTE, index);
            case INT -> segment.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
            case LONG -> segment.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, index);
            case FLOAT -> segment.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, index);
            case DOUBLE -> segment.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, index);
        };
    }
}
