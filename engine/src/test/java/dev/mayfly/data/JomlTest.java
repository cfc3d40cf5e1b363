package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

import org.joml.Matrix3f;
import org.joml.Matrix4d;
import org.joml.Matrix4f;
import org.joml.Matrix4x3f;
import org.joml.Quaterniond;
import org.joml.Quaternionf;
import org.joml.Vector2d;
import org.joml.Vector2f;
import org.joml.Vector2i;
import org.joml.Vector3d;
import org.joml.Vector3f;
import org.joml.Vector3i;
import org.joml.Vector4d;
import org.joml.Vector4f;
import org.joml.Vector4i;
import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** JOML's own way into a {@link ByteBuffer} says what must be in memory. */
class JomlTest {

    private static final byte UNTOUCHED = 0x55;
    private static final long MARGIN = 3; // which also makes every address an odd one

    private interface Put<T> {
        void put(T value, long address);
    }

    private interface PutSafe<T> {
        void put(T value, MemorySegment target, long offset);
    }

    private interface Get<T> {
        T get(long address, T result);
    }

    private interface GetSafe<T> {
        T get(MemorySegment source, long offset, T result);
    }

    @Test
    void shouldWriteAndReadFloatVectors() {
        check(
                8,
                new Vector2f(1, 2),
                new Vector2f(),
                Vector2f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                12,
                new Vector3f(1, 2, 3),
                new Vector3f(),
                Vector3f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                16,
                new Vector4f(1, 2, 3, 4),
                new Vector4f(),
                Vector4f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
    }

    @Test
    void shouldWriteAndReadDoubleVectors() {
        check(
                16,
                new Vector2d(1, 2),
                new Vector2d(),
                Vector2d::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                24,
                new Vector3d(1, 2, 3),
                new Vector3d(),
                Vector3d::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                32,
                new Vector4d(1, 2, 3, 4),
                new Vector4d(),
                Vector4d::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
    }

    @Test
    void shouldWriteAndReadIntVectors() {
        check(
                8,
                new Vector2i(1, 2),
                new Vector2i(),
                Vector2i::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                12,
                new Vector3i(1, 2, 3),
                new Vector3i(),
                Vector3i::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                16,
                new Vector4i(1, 2, 3, 4),
                new Vector4i(),
                Vector4i::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
    }

    @Test
    void shouldWriteAndReadQuaternions() {
        check(
                16,
                new Quaternionf(1, 2, 3, 4),
                new Quaternionf(),
                (value, buffer) -> new Vector4f(value.x, value.y, value.z, value.w).get(buffer),
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                32,
                new Quaterniond(1, 2, 3, 4),
                new Quaterniond(),
                (value, buffer) -> new Vector4d(value.x, value.y, value.z, value.w).get(buffer),
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
    }

    @Test
    void shouldWriteAndReadMatricesColumnAfterColumn() {
        check(
                36,
                new Matrix3f(1, 2, 3, 4, 5, 6, 7, 8, 9),
                new Matrix3f(),
                Matrix3f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                48,
                new Matrix4x3f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                new Matrix4x3f(),
                Matrix4x3f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                64,
                new Matrix4f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
                new Matrix4f(),
                Matrix4f::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
        check(
                128,
                new Matrix4d(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
                new Matrix4d(),
                Matrix4d::get,
                Joml::put,
                Joml::put,
                Joml::get,
                Joml::get);
    }

    private static <T> void check(
            int bytes,
            T value,
            T empty,
            BiConsumer<T, ByteBuffer> model,
            Put<T> put,
            PutSafe<T> putSafe,
            Get<T> get,
            GetSafe<T> getSafe) {
        ByteBuffer expected = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        model.accept(value, expected);
        byte[] wanted = MemorySegment.ofBuffer(expected.rewind()).toArray(JAVA_BYTE);
        try (Arena arena = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(bytes + 2 * MARGIN, 16);
            long address = memory.address() + MARGIN;

            memory.fill(UNTOUCHED);
            put.put(value, address);
            assertWritten(wanted, memory);
            assertSame(empty, get.get(address, empty));
            assertEquals(value, empty);

            for (MemorySegment segment :
                    new MemorySegment[] {
                        memory,
                        shared.allocate(memory.byteSize()),
                        MemorySegment.ofArray(new byte[(int) memory.byteSize()])
                    }) {
                segment.fill(UNTOUCHED);
                putSafe.put(value, segment, MARGIN);
                assertWritten(wanted, segment);
                assertSame(empty, getSafe.get(segment, MARGIN, empty));
                assertEquals(value, empty);
                for (long outside :
                        new long[] {
                            -1,
                            2 * MARGIN + 1,
                            Long.MAX_VALUE,
                            Long.MAX_VALUE - bytes,
                            Long.MIN_VALUE
                        }) {
                    segment.fill(UNTOUCHED);
                    assertThrows(
                            IndexOutOfBoundsException.class,
                            () -> putSafe.put(value, segment, outside));
                    assertThrows(
                            IndexOutOfBoundsException.class,
                            () -> getSafe.get(segment, outside, empty));
                    for (byte found : segment.toArray(JAVA_BYTE)) {
                        assertEquals(UNTOUCHED, found, "half written");
                    }
                }
            }
        }
    }

    private static void assertWritten(byte[] wanted, MemorySegment memory) {
        byte[] all = memory.toArray(JAVA_BYTE);
        byte[] expected = new byte[all.length];
        java.util.Arrays.fill(expected, UNTOUCHED);
        System.arraycopy(wanted, 0, expected, (int) MARGIN, wanted.length);
        assertArrayEquals(expected, all);
    }

    /** JOML takes short cuts for matrices that it knows something about. */
    @Test
    void shouldForgetWhatJomlKnewOfTheMatrixThatIsReadInto() {
        Matrix4f perspective = new Matrix4f().perspective(1, 1.5f, 0.1f, 100);
        Matrix4f other = new Matrix4f().translation(1, 2, 3).rotateX(0.5f);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Joml.MATRIX4F_BYTES);
            Joml.put(perspective, memory.address());
            Matrix4f read = Joml.get(memory.address(), new Matrix4f());
            assertEquals(perspective.mul(other, new Matrix4f()), read.mul(other, new Matrix4f()));
            Matrix4f readSafe = Joml.get(memory, 0, new Matrix4f());
            assertEquals(perspective.invert(new Matrix4f()), readSafe.invert(new Matrix4f()));
        }
    }

    @Test
    void shouldNotTouchASegmentWhoseLifeIsOver() {
        Arena arena = Arena.ofConfined();
        MemorySegment memory = arena.allocate(64);
        arena.close();
        assertThrows(IllegalStateException.class, () -> Joml.put(new Matrix4f(), memory, 0));
        assertThrows(IllegalStateException.class, () -> Joml.get(memory, 0, new Matrix4f()));
    }

    @Test
    void shouldNotReadASegmentOfAnotherThread() throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64);
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread other = new Thread(() -> Joml.get(memory, 0, new Matrix4f()));
            other.setUncaughtExceptionHandler((_, problem) -> thrown.set(problem));
            other.start();
            other.join();
            assertInstanceOf(WrongThreadException.class, thrown.get());
        }
    }

    @Test
    void shouldReadSegmentsThatNeverEndAndReadOnlyOnes() {
        Matrix4f matrix = new Matrix4f().perspective(1, 1.5f, 0.1f, 100);
        try (FrameArena scratch = FrameArena.create()) {
            long address = scratch.alloc(Joml.MATRIX4F_BYTES);
            Joml.put(matrix, address);
            MemorySegment endless = Memory.segment(address, Joml.MATRIX4F_BYTES);
            assertEquals(matrix, Joml.get(endless, 0, new Matrix4f()));
            assertEquals(matrix, Joml.get(endless.asReadOnly(), 0, new Matrix4f()));
        }
    }

    @Test
    void shouldSayWhatIsOutside() {
        MemorySegment memory = MemorySegment.ofArray(new byte[63]);
        String said =
                assertThrows(
                                IndexOutOfBoundsException.class,
                                () -> Joml.get(memory, 0, new Matrix4f()))
                        .getMessage();
        assertEquals("64 bytes from 0 on are outside of a segment of 63 bytes", said);
    }

    @Test
    void shouldWriteAndReadAPartOfAnArray() {
        Vector3f[] path = {
            new Vector3f(1, 2, 3), new Vector3f(4, 5, 6), new Vector3f(7, 8, 9), new Vector3f(10)
        };
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2 * Joml.VECTOR3F_BYTES + 4, 4);
            JomlArrays.put(path, 1, 2, memory, 4);
            assertEquals(path[2], Joml.get(memory, 16, new Vector3f()));
            Vector3f[] read = {new Vector3f(), new Vector3f(), new Vector3f()};
            JomlArrays.get(memory, 4, read, 1, 2);
            assertArrayEquals(new Vector3f[] {new Vector3f(), path[1], path[2]}, read);

            JomlArrays.put(path, 2, 2, memory.address());
            JomlArrays.get(memory.address(), read, 0, 2);
            assertArrayEquals(new Vector3f[] {path[2], path[3], path[2]}, read);
        }
    }

    @Test
    void shouldRefuseAPartThatIsNotThereBeforeItWritesAnything() {
        Vector2i[] points = {new Vector2i(1, 2), new Vector2i(3, 4)};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(15);
            assertThrows(
                    IndexOutOfBoundsException.class, () -> JomlArrays.put(points, 0, 2, memory, 0));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> JomlArrays.put(points, 1, 2, memory.address()));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> JomlArrays.get(memory.address(), points, -1, 1));
            assertThrows(
                    IndexOutOfBoundsException.class, () -> JomlArrays.get(memory, 8, points, 0, 1));
            assertEquals(-1, memory.mismatch(MemorySegment.ofArray(new byte[15])));
        }
    }

    @Test
    void shouldWriteAndReadArraysOfEveryKindItTakes() {
        Vector4f[] four = {new Vector4f(1, 2, 3, 4), new Vector4f(5)};
        Quaternionf[] turns = {new Quaternionf(1, 2, 3, 4), new Quaternionf()};
        Matrix4f[] matrices = {new Matrix4f().translation(1, 2, 3), new Matrix4f().scale(2)};
        Vector3d[] exact = {new Vector3d(1, 2, 3), new Vector3d(4)};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(2 * Joml.MATRIX4F_BYTES);
            Vector4f[] fourRead = {new Vector4f(), new Vector4f()};
            JomlArrays.put(four, 0, 2, memory, 0);
            JomlArrays.get(memory, 0, fourRead, 0, 2);
            assertArrayEquals(four, fourRead);
            Quaternionf[] turnsRead = {new Quaternionf(), new Quaternionf()};
            JomlArrays.put(turns, 0, 2, memory, 0);
            JomlArrays.get(memory, 0, turnsRead, 0, 2);
            assertArrayEquals(turns, turnsRead);
            Matrix4f[] matricesRead = {new Matrix4f(), new Matrix4f()};
            JomlArrays.put(matrices, 0, 2, memory, 0);
            JomlArrays.get(memory, 0, matricesRead, 0, 2);
            assertArrayEquals(matrices, matricesRead);
            Vector3d[] exactRead = {new Vector3d(), new Vector3d()};
            JomlArrays.put(exact, 0, 2, memory, 0);
            JomlArrays.get(memory, 0, exactRead, 0, 2);
            assertArrayEquals(exact, exactRead);
        }
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        Matrix4f matrix = new Matrix4f().perspective(1, 1.5f, 0.1f, 100);
        Vector3f[] path = {new Vector3f(1, 2, 3), new Vector3f(4, 5, 6)};
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Joml.MATRIX4F_BYTES);
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 5000; i++) {
                            Joml.put(matrix, memory.address());
                            Joml.get(memory, 0, matrix);
                            JomlArrays.put(path, 0, 2, memory, 0);
                            JomlArrays.get(memory.address(), path, 0, 2);
                            Joml.put(matrix, memory, 0);
                        }
                    });
        }
    }
}
