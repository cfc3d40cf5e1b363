package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.system.MemoryUtil.memAddress;
import static org.lwjgl.system.MemoryUtil.memAlloc;
import static org.lwjgl.system.MemoryUtil.memFree;
import static org.lwjgl.system.MemoryUtil.memPutLong;
import static org.lwjgl.system.MemoryUtil.nmemAlignedAlloc;
import static org.lwjgl.system.MemoryUtil.nmemAlignedFree;
import static org.lwjgl.system.MemoryUtil.nmemAlloc;
import static org.lwjgl.system.MemoryUtil.nmemCalloc;
import static org.lwjgl.system.MemoryUtil.nmemFree;
import static org.lwjgl.system.MemoryUtil.nmemRealloc;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuddyAllocator;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.PanicAllocator;
import dev.mayfly.alloc.SynchronizedAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.ForeignThreads;
import dev.mayfly.debug.TrackingAllocator;
import dev.mayfly.memory.Memory;

import org.lwjgl.BufferUtils;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.nanovg.NSVGImage;
import org.lwjgl.nanovg.NVGColor;
import org.lwjgl.nanovg.NanoSVG;
import org.lwjgl.nanovg.NanoVG;
import org.lwjgl.nanovg.NanoVGGL3;
import org.lwjgl.opengl.GL;
import org.lwjgl.opengl.GL11;
import org.lwjgl.stb.STBImage;
import org.lwjgl.stb.STBTTFontinfo;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.FunctionProvider;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.util.lz4.LZ4;
import org.lwjgl.util.lz4.LZ4FCustomMem;
import org.lwjgl.util.lz4.LZ4Frame;
import org.lwjgl.util.spng.SPNG;
import org.lwjgl.util.zstd.ZSTDCustomMem;
import org.lwjgl.util.zstd.Zstd;
import org.lwjgl.util.zstd.ZstdX;
import org.opentest4j.TestAbortedException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;

/**
 * LWJGL programs under {@link ContextMemoryAllocator} for its test, with {@link CheckedHeap} behind
 * it. Each says at its end that it got there.
 */
final class ContextPrograms {

    private static final String TRIANGLE =
            "<svg width=\"16\" height=\"16\"><path d=\"M1 1L15 1L8 15Z\" fill=\"#f00\"/></svg>";

    private ContextPrograms() {}

    private static void done() {
        CheckedHeap.check();
        System.out.println("went on");
    }

    private static long free(long unused, long address) {
        nmemFree(address);
        return 0;
    }

    private static boolean isIn(FrameArena arena, long address) {
        return address >= arena.base() && address < arena.base() + arena.used();
    }

    private static void elsewhere(Runnable code) {
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(code, "elsewhere");
        thread.setUncaughtExceptionHandler((_, failure) -> thrown[0] = failure);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
        if (thrown[0] != null) {
            throw new AssertionError(thrown[0]);
        }
    }

    /**
     * What LWJGL and the libraries allocate in an override is in the arena, and nothing is in the
     * heap.
     */
    static final class Libraries {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            ByteBuffer file = Pictures.png(64);
            int expected = Pictures.hash(Pictures.ppm(64)) + pixelsOf(file);
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.defaultContext();
                    var _ = Context.use(arena)) {
                for (int tick = 0; tick < 3; tick++) {
                    long made = CheckedHeap.made();
                    tick(arena, file);
                    assertEquals(made, CheckedHeap.made());
                    assertEquals(expected, Pictures.hash(Pictures.ppm(64)) + pixelsOf(file));
                    arena.freeAll();
                }
            }
            done();
        }

        private static int pixelsOf(ByteBuffer file) {
            ByteBuffer pixels = Pictures.decode(file);
            int hash = Pictures.hash(pixels);
            STBImage.stbi_image_free(pixels);
            return hash;
        }

        private static void tick(FrameArena arena, ByteBuffer file) {
            ByteBuffer buffer = memAlloc(100);
            assertTrue(isIn(arena, memAddress(buffer)));
            memFree(buffer);
            STBTTFontinfo font = STBTTFontinfo.calloc();
            assertTrue(isIn(arena, font.address()));
            font.free();
            long aligned = nmemAlignedAlloc(4096, 100);
            assertTrue(isIn(arena, aligned));
            assertEquals(0, aligned % 4096);
            nmemAlignedFree(aligned);

            ByteBuffer pixels = Pictures.decode(file);
            assertTrue(isIn(arena, memAddress(pixels)));
            long used = arena.used();
            assertTrue(used > 64 * 64 * 4, "stb's own memory is there too");
            STBImage.stbi_image_free(pixels);
            assertEquals(used, arena.used());

            NSVGImage image = NanoSVG.nsvgParse(TRIANGLE, "px", 96);
            long rasterizer = NanoSVG.nsvgCreateRasterizer();
            assertTrue(isIn(arena, Objects.requireNonNull(image).address()));
            assertTrue(isIn(arena, rasterizer));
            ByteBuffer raster = BufferUtils.createByteBuffer(16 * 16 * 4);
            NanoSVG.nsvgRasterize(rasterizer, image, 0, 0, 1, raster, 16, 16, 64);
            assertEquals(-1, raster.get(4 * (5 * 16 + 8)));
            NanoSVG.nsvgDeleteRasterizer(rasterizer);
            NanoSVG.nsvgDelete(image);

            zstd(arena, file);
            lz4(arena, file);

            long spng = SPNG.spng_ctx_new(0);
            assertTrue(isIn(arena, spng));
            assertEquals(0, SPNG.spng_set_png_buffer(spng, file));
            ByteBuffer out = memAlloc(64 * 64 * 4);
            assertEquals(0, SPNG.spng_decode_image(spng, out, SPNG.SPNG_FMT_RGBA8, 0));
            assertEquals(pixels, out);
            SPNG.spng_ctx_free(spng);
        }

        /** LWJGL 3.4.3 builds Zstd with the C library's malloc, unless it is told another. */
        private static void zstd(FrameArena arena, ByteBuffer file) {
            ZSTDCustomMem memory =
                    ZSTDCustomMem.calloc()
                            .customAlloc((_, size) -> nmemAlloc(size))
                            .customFree((_, address) -> nmemFree(address))
                            // LWJGL wants something here.
                            .opaque(file.hashCode() | 1);
            long zstd = ZstdX.ZSTD_createCCtx_advanced(memory);
            assertTrue(isIn(arena, zstd));
            ByteBuffer packed = memAlloc((int) Zstd.ZSTD_compressBound(file.capacity()));
            long used = arena.used();
            long size = Zstd.ZSTD_compressCCtx(zstd, packed, file, 3);
            assertFalse(Zstd.ZSTD_isError(size));
            assertTrue(arena.used() > used + 1000, "its tables are there too");
            Zstd.ZSTD_freeCCtx(zstd);
            ByteBuffer back = memAlloc(file.capacity());
            assertEquals(file.capacity(), Zstd.ZSTD_decompress(back, packed.limit((int) size)));
            assertEquals(file, back);
        }

        /** So it does LZ4. */
        private static void lz4(FrameArena arena, ByteBuffer file) {
            LZ4FCustomMem memory =
                    LZ4FCustomMem.calloc()
                            .customAlloc((_, size) -> nmemAlloc(size))
                            .customCalloc((_, size) -> nmemCalloc(1, size))
                            .customFree(ContextPrograms::free)
                            .opaqueState(1);
            long lz4 =
                    LZ4Frame.LZ4F_createCompressionContext_advanced(memory, LZ4Frame.LZ4F_VERSION);
            assertTrue(isIn(arena, lz4));
            LZ4Frame.LZ4F_freeCompressionContext(lz4);
            ByteBuffer packed = memAlloc(LZ4.LZ4_compressBound(file.capacity()));
            int size = LZ4.LZ4_compress_default(file, packed);
            ByteBuffer back = memAlloc(file.capacity());
            assertEquals(file.capacity(), LZ4.LZ4_decompress_safe(packed.limit(size), back));
            assertEquals(file, back);
        }
    }

    /** Blocks go back to whoever made them. */
    static final class Makers {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            heap();
            arena();
            nestedBuffers();
            general();
            region();
            oneThread();
            inFront();
            closedArena();
            done();
        }

        private static void heap() {
            long before = nmemAlloc(100);
            assertTrue(CheckedHeap.isLive(before));
            memPutLong(before, 42);
            long[] grown = new long[1];
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.defaultContext();
                    var _ = Context.use(arena)) {
                grown[0] = nmemRealloc(before, 100_000);
                assertTrue(CheckedHeap.isLive(grown[0]));
                assertEquals(42, Memory.getLong(grown[0]));
                assertEquals(0, arena.used());
                nmemFree(grown[0]);
                assertFalse(CheckedHeap.isLive(grown[0]));
                elsewhere(
                        () -> {
                            grown[0] = nmemAlloc(64);
                            assertTrue(CheckedHeap.isLive(grown[0]));
                        });
                nmemFree(grown[0]);
                assertFalse(CheckedHeap.isLive(grown[0]));
                long aligned = nmemAlignedAlloc(64, 64);
                assertTrue(isIn(arena, aligned));
                try (var _ = Context.use(HeapAllocator.INSTANCE)) {
                    long here = nmemAlignedAlloc(64, 64);
                    assertTrue(CheckedHeap.isLive(here));
                    grown[0] = here;
                }
                nmemAlignedFree(grown[0]);
                assertFalse(CheckedHeap.isLive(grown[0]));
            }
            nmemFree(0);
            assertEquals(0, CheckedHeap.live());
        }

        private static void arena() {
            try (FrameArena arena = FrameArena.create();
                    FrameArena other = FrameArena.create();
                    var _ = Context.defaultContext()) {
                long block;
                long second;
                try (var _ = Context.use(arena)) {
                    block = nmemAlloc(10);
                    memPutLong(block, 7);
                    second = nmemCalloc(4, 8);
                    assertEquals(0, Memory.getLong(second + 24));
                    // The newest grows where it is, another moves within the arena.
                    assertEquals(second, nmemRealloc(second, 1000));
                    long moved = nmemRealloc(block, 2000);
                    assertTrue(isIn(arena, moved));
                    assertEquals(7, Memory.getLong(moved));
                    block = moved;
                }
                try (var _ = Context.use(other)) {
                    long moved = nmemRealloc(block, 3000);
                    assertTrue(isIn(arena, moved));
                    assertEquals(7, Memory.getLong(moved));
                    assertEquals(0, other.used());
                    nmemFree(moved);
                }
                long used = arena.used();
                long freed = block;
                elsewhere(() -> nmemFree(freed));
                elsewhere(
                        () -> {
                            long moved = nmemRealloc(second, 5000);
                            assertTrue(CheckedHeap.isLive(moved));
                            nmemFree(moved);
                        });
                assertEquals(used, arena.used());
                arena.freeAll();
                // Late, and again: the memory is somebody else's now.
                long next = arena.alloc(5000);
                Memory.fill(next, 5000, (byte) 0x55);
                nmemFree(freed);
                nmemFree(second);
                nmemAlignedFree(second);
                elsewhere(() -> nmemFree(second));
                for (int i = 0; i < 5000; i++) {
                    assertEquals(0x55, Memory.getByte(next + i));
                }
                assertEquals(5000, arena.used());
                // Resizing what is gone is refused, not tried.
                assertThrows(MemoryException.class, () -> nmemRealloc(second, 6000));
                arena.freeAll();
                assertThrows(MemoryException.class, () -> nmemRealloc(second, 6000));
                assertEquals(0, arena.used());
            }
        }

        private static void closedArena() {
            long late;
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.open(arena, arena)) {
                late = nmemAlloc(100);
            }
            nmemFree(late);
            assertThrows(MemoryException.class, () -> nmemRealloc(late, 200));
            // The next arena gets the addresses.
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.open(arena, arena)) {
                long again = nmemAlloc(100);
                nmemFree(late);
                assertEquals(again, nmemRealloc(again, 300));
            }
        }

        /** Buffers inside other allocators' blocks. */
        private static void nestedBuffers() {
            for (Allocator outer :
                    new Allocator[] {
                        HeapAllocator.INSTANCE, GeneralAllocator.shared(), FrameArena.create()
                    }) {
                try (var _ = Context.open(outer, outer)) {
                    long memory = nmemAlloc(10_000);
                    long neighbour = nmemAlloc(100);
                    FixedBufferAllocator buffer =
                            new FixedBufferAllocator(Memory.segment(memory, 10_000));
                    long inside;
                    long after;
                    try (var _ = Context.use(buffer)) {
                        inside = nmemAlloc(100);
                        assertTrue(inside > memory && inside < memory + 10_000);
                        after = nmemRealloc(neighbour, 200);
                        assertTrue(after < memory || after >= memory + 10_000);
                        nmemFree(inside);
                        nmemFree(inside);
                    }
                    long used = buffer.used();
                    nmemFree(memory);
                    nmemFree(after);
                    assertEquals(used, buffer.used());
                    if (outer == HeapAllocator.INSTANCE) {
                        assertEquals(0, CheckedHeap.live());
                        // The heap hands the memory out again, and takes it back.
                        for (int i = 0; i < 100; i++) {
                            long again = nmemAlloc(10_000);
                            long small = nmemAlloc(100);
                            nmemFree(again);
                            nmemFree(small);
                        }
                        assertEquals(0, CheckedHeap.live());
                    }
                }
                outer.close();
            }
        }

        private static void general() {
            try (GeneralAllocator general = GeneralAllocator.create();
                    var _ = Context.open(general, general)) {
                long small = nmemAlloc(100);
                assertEquals(general, general.query(small).owner());
                memPutLong(small, 9);
                long large = nmemRealloc(small, 100_000);
                assertEquals(9, Memory.getLong(large));
                assertEquals(100_000, general.query(large).size());
                assertTrue(CheckedHeap.isLive(large), "malloc has it for the general allocator");
                large = nmemRealloc(large, 200_000);
                assertEquals(200_000, general.bigBytes());
                long shrunk = nmemRealloc(large, 50);
                assertEquals(9, Memory.getLong(shrunk));
                assertEquals(0, general.bigBytes());
                long direct = nmemAlloc(70_000);
                elsewhere(
                        () -> {
                            nmemFree(shrunk);
                            nmemFree(direct);
                        });
                general.trim();
                assertEquals(0, general.used());
                assertThrows(MemoryException.class, () -> nmemFree(shrunk));
                long zeroed = nmemCalloc(1000, 100);
                assertEquals(0, Memory.getLong(zeroed + 99_992));
                nmemFree(zeroed);
                long aligned = nmemAlignedAlloc(1 << 16, 40_000);
                assertEquals(0, aligned & 0xFFFF);
                assertEquals(40_000, general.bigBytes());
                nmemAlignedFree(aligned);
                assertEquals(0, general.used());
                assertEquals(0, nmemAlloc(-5));
                assertEquals(0, nmemAlloc(1L << 60));
                assertEquals(0, nmemCalloc(1L << 40, 1L << 40));
                assertNotEquals(0, nmemAlloc(0));
            }
            assertEquals(0, CheckedHeap.live());
        }

        private static void region() {
            try (GeneralAllocator general = GeneralAllocator.create();
                    GeneralAllocator level = general.region("level");
                    var _ = Context.open(general, general)) {
                long outside = nmemAlloc(100);
                long inside;
                try (var _ = Context.use(level)) {
                    inside = nmemAlloc(100);
                    nmemAlloc(50_000);
                    outside = nmemRealloc(outside, 3000);
                    assertEquals(general, general.query(outside).owner());
                }
                assertEquals(level, level.query(inside).owner());
                inside = nmemRealloc(inside, 3000);
                assertEquals(level, level.query(inside).owner());
                nmemFree(outside);
                assertEquals(0, general.used());
                nmemFree(inside);
                assertEquals(50_000, level.used());
            }
            assertEquals(0, CheckedHeap.live());
        }

        private static void oneThread() {
            try (FrameArena memory = FrameArena.create();
                    BuddyAllocator buddy =
                            BuddyAllocator.over(
                                    Memory.segment(memory.alloc(1 << 16, 1 << 16), 1 << 16), 16);
                    var _ = Context.open(buddy, buddy)) {
                long block = nmemAlloc(100);
                block = nmemRealloc(block, 200);
                long kept = nmemAlloc(100);
                memPutLong(kept, 5);
                long[] moved = new long[1];
                elsewhere(
                        () -> {
                            // Not this thread's to take back, so it stays.
                            moved[0] = nmemRealloc(kept, 300);
                            assertTrue(CheckedHeap.isLive(moved[0]));
                            assertEquals(5, Memory.getLong(moved[0]));
                        });
                long other = nmemAlloc(64);
                elsewhere(() -> nmemFree(other));
                nmemFree(moved[0]);
                try (var _ = Context.use(HeapAllocator.INSTANCE)) {
                    nmemFree(block);
                }
                buddy.query(kept);
                buddy.query(other);
                long freed = block;
                assertThrows(MemoryException.class, () -> buddy.query(freed));
            }
            assertEquals(0, CheckedHeap.live());
        }

        private static void inFront() {
            try (FrameArena arena = FrameArena.create();
                    LimitAllocator limit = new LimitAllocator(arena, 1000);
                    GeneralAllocator general = GeneralAllocator.create();
                    TrackingAllocator tracked =
                            TrackingAllocator.builder(general).name("tracked").build();
                    var _ = Context.open(limit, arena)) {
                long block = nmemAlloc(500);
                assertTrue(isIn(arena, block));
                assertEquals(0, nmemAlloc(600));
                assertInstanceOf(MemoryException.class, ContextMemoryAllocator.takeFailure());
                assertNull(ContextMemoryAllocator.takeFailure());
                nmemFree(block);
                nmemFree(block);
                limit.freeAll();
                try (var _ = Context.use(tracked)) {
                    long small = nmemAlloc(100);
                    long large = nmemRealloc(small, 100_000);
                    assertEquals(100_000, tracked.block(large).size());
                    elsewhere(() -> nmemFree(large));
                    assertThrows(MemoryException.class, () -> nmemFree(large));
                    long again = nmemAlloc(100_000);
                    nmemFree(again);
                    assertEquals(0, tracked.totals().liveBytes());
                }
                try (SynchronizedAllocator safe = new SynchronizedAllocator(arena);
                        var _ = Context.use(safe)) {
                    long here = nmemAlloc(100);
                    assertTrue(isIn(arena, here));
                    elsewhere(() -> nmemFree(here));
                }
            }
            assertEquals(0, CheckedHeap.live());
        }
    }

    /** Allocators that fail. */
    static final class Failures {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            ByteBuffer file = Pictures.png(64);
            try (FrameArena small = FrameArena.builder().name("small").limit(4096).build();
                    var _ = Context.defaultContext()) {
                try (var _ = Context.use(small)) {
                    for (int i = 0; i < 3; i++) {
                        assertNull(Pictures.decodeOrNull(file));
                        assertEquals("Out of memory", STBImage.stbi_failure_reason());
                        MemoryException why =
                                assertInstanceOf(
                                        MemoryException.class,
                                        ContextMemoryAllocator.takeFailure());
                        assertEquals(MemoryError.BUFFER_TOO_LARGE, why.error());
                        assertThrows(OutOfMemoryError.class, () -> memAlloc(10_000));
                        small.freeAll();
                    }
                }
                try (var _ = Context.use(PanicAllocator.INSTANCE)) {
                    assertNull(Pictures.decodeOrNull(file));
                    assertNull(Pictures.decodeOrNull(file));
                }
                STBImage.stbi_image_free(Pictures.decode(file));
                FrameArena closed = FrameArena.builder().name("closed").build();
                closed.close();
                try (var _ = Context.use(closed)) {
                    assertNull(Pictures.decodeOrNull(file));
                    assertThrows(MemoryException.class, () -> memAlloc(8));
                }
            }
            done();
        }
    }

    /** An allocator that has its memory from LWJGL. */
    static final class Recursion {

        private static final class OverLwjgl implements Allocator {

            private final LongUnaryOperator make = MemoryUtil::nmemAlloc;

            @Override
            public long allocNonZeroed(long size, long alignment) {
                return make.applyAsLong(size);
            }

            @Override
            public void free(long address, long size) {
                nmemFree(address);
            }
        }

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            OverLwjgl own = new OverLwjgl();
            try (var _ = Context.open(own, own)) {
                long block = nmemAlloc(100);
                assertTrue(CheckedHeap.isLive(block));
                block = nmemRealloc(block, 1000);
                assertTrue(CheckedHeap.isLive(block));
                long kept = block;
                nmemFree(kept);
                assertFalse(CheckedHeap.isLive(kept));
                STBImage.stbi_image_free(Pictures.decode(Pictures.ppm(8)));
            }
            assertEquals(0, CheckedHeap.live());
            done();
        }
    }

    static final class TooLate {

        public static void main(String[] args) {
            memFree(memAlloc(1));
            Object before = Configuration.MEMORY_ALLOCATOR.get();
            IllegalStateException late =
                    assertThrows(IllegalStateException.class, ContextMemoryAllocator::install);
            assertFalse(ContextMemoryAllocator.isInstalled());
            assertEquals(before, Configuration.MEMORY_ALLOCATOR.get());
            System.out.println(late.getMessage());
            done();
        }
    }

    static final class Twice {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            ContextMemoryAllocator.install();
            assertTrue(ContextMemoryAllocator.isInstalled());
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.open(arena, arena)) {
                memAlloc(64);
                assertTrue(arena.used() >= 64);
            }
            done();
        }
    }

    /** Leaks one block to the heap and one to an arena. */
    static final class Leak {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            memAlloc(96);
            try (FrameArena arena = FrameArena.create();
                    Arena _ = Arena.ofConfined();
                    var _ = Context.open(arena, arena)) {
                memAlloc(1234);
            }
            done();
        }
    }

    /** NanoVG draws with OpenGL, without a display. Where there is none, it says so. */
    static final class Drawing {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            Configuration.OPENGL_EXPLICIT_INIT.set(true);
            GLFW.glfwInitHint(GLFW.GLFW_PLATFORM, GLFW.GLFW_PLATFORM_NULL);
            assertTrue(GLFW.glfwInit());
            GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_CREATION_API, GLFW.GLFW_EGL_CONTEXT_API);
            GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_VERSION_MAJOR, 3);
            GLFW.glfwWindowHint(GLFW.GLFW_CONTEXT_VERSION_MINOR, 3);
            GLFW.glfwWindowHint(GLFW.GLFW_OPENGL_PROFILE, GLFW.GLFW_OPENGL_CORE_PROFILE);
            GLFW.glfwWindowHint(GLFW.GLFW_STENCIL_BITS, 8);
            long window = GLFW.glfwCreateWindow(64, 64, "", 0, 0);
            if (window == 0) {
                System.out.println("no OpenGL");
                return;
            }
            GLFW.glfwMakeContextCurrent(window);
            GL.create((FunctionProvider) name -> GLFW.nglfwGetProcAddress(memAddress(name)));
            GL.createCapabilities();
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.defaultContext()) {
                for (int i = 0; i < 3; i++) {
                    draw(arena);
                    arena.freeAll();
                }
            }
            GLFW.glfwDestroyWindow(window);
            GLFW.glfwTerminate();
            done();
        }

        private static void draw(FrameArena arena) {
            long made = CheckedHeap.made();
            long nanoVg;
            try (var _ = Context.use(arena)) {
                nanoVg =
                        NanoVGGL3.nvgCreate(
                                NanoVGGL3.NVG_ANTIALIAS | NanoVGGL3.NVG_STENCIL_STROKES);
                assertTrue(isIn(arena, nanoVg));
                long before = arena.used();
                assertTrue(before > 100_000, "its font atlas is there too");
                NanoVG.nvgBeginFrame(nanoVg, 64, 64, 1);
                NanoVG.nvgBeginPath(nanoVg);
                for (int i = 0; i < 500; i++) {
                    NanoVG.nvgRect(nanoVg, i % 64, i / 8f, 5, 5);
                }
                try (MemoryStack stack = MemoryStack.stackPush()) {
                    NVGColor red =
                            NanoVG.nvgRGBA(
                                    (byte) -1,
                                    (byte) 0,
                                    (byte) 0,
                                    (byte) -1,
                                    NVGColor.malloc(stack));
                    NanoVG.nvgFillColor(nanoVg, red);
                }
                NanoVG.nvgFill(nanoVg);
                NanoVG.nvgEndFrame(nanoVg);
                assertTrue(arena.used() > before, "what it draws is there too");
            }
            int[] pixel = new int[1];
            GL11.glReadPixels(10, 50, 1, 1, GL11.GL_RGBA, GL11.GL_UNSIGNED_BYTE, pixel);
            assertEquals(0xFF0000FF, pixel[0]);
            NanoVGGL3.nvgDelete(nanoVg);
            assertEquals(made, CheckedHeap.made());
        }
    }

    /** Threads that are made in C; no such thing where there is no compiler. */
    static final class ForeignThread {

        public static void main(String[] args) {
            ContextMemoryAllocator.install();
            ForeignThreads c;
            try {
                c = ForeignThreads.orSkip();
            } catch (TestAbortedException noCompiler) {
                System.out.println("skipped: " + noCompiler.getMessage());
                return;
            }
            ByteBuffer file = Pictures.png(16);
            int live = CheckedHeap.live();
            try (FrameArena arena = FrameArena.create();
                    var _ = Context.open(arena, arena)) {
                long[] handed = new long[2];
                handed[0] = nmemAlloc(100);
                long used = arena.used();
                c.call(
                        () -> {
                            long block = nmemAlloc(100);
                            assertTrue(CheckedHeap.isLive(block));
                            nmemFree(block);
                            STBImage.stbi_image_free(Pictures.decode(file));
                            nmemFree(handed[0]);
                            try (var _ = Context.defaultContext()) {
                                handed[1] = nmemAlloc(100);
                                assertEquals(
                                        GeneralAllocator.shared(),
                                        GeneralAllocator.shared().query(handed[1]).owner());
                            }
                        },
                        10,
                        3);
                assertEquals(used, arena.used());
                nmemFree(handed[1]);
                assertThrows(MemoryException.class, () -> nmemFree(handed[1]));
            }
            assertEquals(live, CheckedHeap.live());
            done();
        }
    }

    /**
     * Threads decode pictures in and out of overrides, and free what others have decoded. The
     * argument is how many in all.
     */
    static final class Decodes {

        private static final int THREADS = 4;

        private static final BlockingQueue<ByteBuffer> HANDED = new ArrayBlockingQueue<>(64);

        private static ByteBuffer file;
        private static int expected;

        public static void main(String[] args) throws InterruptedException, IOException {
            ContextMemoryAllocator.install();
            file = Pictures.png(24);
            ByteBuffer first = Pictures.decode(file);
            expected = Pictures.hash(first);
            STBImage.stbi_image_free(first);
            int each = Integer.parseInt(args[0]) / THREADS;
            round(Math.max(each / 5, 500));
            long before = resident();
            int live = CheckedHeap.live();
            long start = System.nanoTime();
            round(each);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals(live, CheckedHeap.live());
            System.out.printf(
                    "%d decodes in %.1f s, heap made %d blocks, %d live%n",
                    each * THREADS, seconds, CheckedHeap.made(), CheckedHeap.live());
            System.out.println("grew by " + (resident() - before) / 1024 + " MiB");
            done();
        }

        private static void round(int each) throws InterruptedException {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Thread thread = new Thread(() -> work(number, each), "decoder " + i);
                thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            if (failure.get() != null) {
                throw new AssertionError(failure.get());
            }
            for (ByteBuffer left = HANDED.poll(); left != null; left = HANDED.poll()) {
                STBImage.stbi_image_free(left);
            }
        }

        private static void work(int number, int each) {
            try (FrameArena arena = FrameArena.create();
                    GeneralAllocator general = GeneralAllocator.create();
                    GeneralAllocator region = general.region("of " + number)) {
                for (int i = 0; i < each / 2; i++) {
                    // Nobody's: it comes from the heap, and any thread frees it.
                    passOn(Pictures.decode(file));
                    try (var _ = Context.open(general, arena)) {
                        switch (i & 3) {
                            case 0, 1 -> inArena(arena, i);
                            case 2 -> {
                                try (var _ = Context.use(region)) {
                                    STBImage.stbi_image_free(decode());
                                }
                            }
                            default -> {
                                ByteBuffer mine = decode();
                                try (var _ = Context.use(arena)) {
                                    STBImage.stbi_image_free(mine);
                                }
                                assertEquals(0, arena.used());
                            }
                        }
                    }
                }
            }
        }

        private static void inArena(FrameArena arena, int i) {
            ByteBuffer late;
            try (var _ = Context.use(arena)) {
                late = decode();
                if ((i & 1) == 0) {
                    STBImage.stbi_image_free(late);
                }
            }
            arena.freeAll();
            STBImage.stbi_image_free(late);
        }

        private static ByteBuffer decode() {
            ByteBuffer pixels = Pictures.decode(file);
            assertEquals(expected, Pictures.hash(pixels));
            return pixels;
        }

        private static void passOn(ByteBuffer pixels) {
            ByteBuffer other = HANDED.poll();
            if (other != null) {
                assertEquals(expected, Pictures.hash(other));
                STBImage.stbi_image_free(other);
            }
            if (!HANDED.offer(pixels)) {
                STBImage.stbi_image_free(pixels);
            }
        }

        private static long resident() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }
}
