package dev.mayfly.lwjgl;

import static org.lwjgl.system.MemoryUtil.memAddress;
import static org.lwjgl.system.MemoryUtil.memAlloc;
import static org.lwjgl.system.MemoryUtil.memFree;
import static org.lwjgl.system.MemoryUtil.memRealloc;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Context;

import org.lwjgl.PointerBuffer;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.glfw.GLFWErrorCallback;
import org.lwjgl.glfw.GLFWKeyCallback;
import org.lwjgl.glfw.GLFWVidMode;
import org.lwjgl.stb.STBIWriteCallback;
import org.lwjgl.stb.STBImage;
import org.lwjgl.stb.STBImageResize;
import org.lwjgl.stb.STBImageWrite;
import org.lwjgl.stb.STBRPContext;
import org.lwjgl.stb.STBRPNode;
import org.lwjgl.stb.STBRPRect;
import org.lwjgl.stb.STBRectPack;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What LWJGL does, line by line, for {@link ContextMemoryAllocatorTest}: the lines are the same
 * whoever allocates. The argument says who: "arena", "region", "default" for the allocator of
 * default contexts, or nobody special.
 */
final class LwjglBehaviour {

    private LwjglBehaviour() {}

    public static void main(String[] args) {
        switch (args[0]) {
            case "arena" -> {
                try (FrameArena arena = FrameArena.create();
                        var _ = Context.open(arena, arena)) {
                    for (int tick = 0; tick < 3; tick++) {
                        all(arena::freeAll);
                        arena.freeAll();
                    }
                }
            }
            case "region" -> {
                try (GeneralAllocator region = GeneralAllocator.shared().region("level");
                        var _ = Context.open(region, region)) {
                    threeTimes();
                }
            }
            case "default" -> Context.runDefault(LwjglBehaviour::threeTimes);
            default -> threeTimes();
        }
    }

    private static void threeTimes() {
        for (int tick = 0; tick < 3; tick++) {
            all(() -> {});
        }
    }

    /**
     * @param between happens where everything is freed that the code before has allocated
     */
    private static void all(Runnable between) {
        stack();
        buffers();
        between.run();
        structs();
        between.run();
        callbacks(between);
        between.run();
        images();
    }

    private static void say(String what, Object... values) {
        System.out.println(what + " " + List.of(values));
    }

    private static void stack() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            int before = stack.getPointer();
            IntBuffer ints = stack.ints(1, 2, 3);
            long far = stack.nmalloc(64, 100);
            say("stack", ints.get(2), before - stack.getPointer() > 100, far % 64);
            try (MemoryStack inner = stack.push()) {
                PointerBuffer texts =
                        inner.UTF8(new String[] {"eins", "zwei"}[1]).hasRemaining()
                                ? inner.pointers(inner.UTF8("zwei"))
                                : inner.mallocPointer(1);
                say("inner", texts.getStringUTF8(0), inner.getFrameIndex());
            }
            try {
                stack.malloc(1 << 20);
                say("too large");
            } catch (OutOfMemoryError expected) {
                say("out of stack", String.valueOf(expected.getMessage()));
            }
            say("stack after", stack.getFrameIndex(), ints.get(0));
        }
    }

    private static void buffers() {
        ByteBuffer bytes = memAlloc(10);
        say("buffer", bytes.capacity(), bytes.order(), bytes.isDirect(), memAddress(bytes) % 8);
        bytes.putLong(0, 0x0102030405060708L);
        bytes = memRealloc(bytes, 50_000);
        say("grown", bytes.capacity(), bytes.getLong(0));
        bytes = memRealloc(bytes, 8);
        say("shrunk", bytes.capacity(), bytes.getLong(0));
        memFree(bytes);
        ByteBuffer none = memAlloc(0);
        say("none", none.capacity(), memAddress(none) != 0);
        memFree(none);
        memFree((ByteBuffer) null);
        FloatBuffer floats = MemoryUtil.memCallocFloat(1000);
        say("zeroed", floats.get(999), floats.capacity());
        memFree(floats);
        LongBuffer longs = MemoryUtil.memAllocLong(3).put(0, 7);
        longs = memRealloc(longs, 300);
        say("longs", longs.get(0), longs.capacity());
        memFree(longs);
        DoubleBuffer doubles = MemoryUtil.memAllocDouble(2).put(1, 2.5);
        say("doubles", doubles.get(1));
        memFree(doubles);
        for (int alignment = 8; alignment <= 65536; alignment *= 8) {
            ByteBuffer aligned = MemoryUtil.memAlignedAlloc(alignment, alignment);
            aligned.put(alignment - 1, (byte) 3);
            say("aligned", memAddress(aligned) % alignment, aligned.get(alignment - 1));
            MemoryUtil.memAlignedFree(aligned);
        }
        ByteBuffer text = MemoryUtil.memUTF8("Grüße");
        say("text", MemoryUtil.memUTF8(text), text.remaining());
        memFree(text);
        try {
            MemoryUtil.nmemAllocChecked(1L << 50);
            say("absurd");
        } catch (OutOfMemoryError expected) {
            say("no memory", String.valueOf(expected.getMessage()));
        }
        List<ByteBuffer> many = new ArrayList<>();
        for (int i = 1; i < 300; i++) {
            many.add(memAlloc(i * i).put(i * i - 1, (byte) i));
        }
        int sum = 0;
        for (int i = 1; i < 300; i++) {
            sum += many.get(i - 1).get(i * i - 1);
        }
        say("many", sum);
        many.forEach(MemoryUtil::memFree);
    }

    private static void structs() {
        try (STBRPContext packer = STBRPContext.malloc();
                STBRPNode.Buffer nodes = STBRPNode.malloc(64);
                STBRPRect.Buffer rects = STBRPRect.calloc(20)) {
            for (int i = 0; i < 20; i++) {
                rects.get(i).id(i).w(5 + i).h(30 - i);
            }
            STBRectPack.stbrp_init_target(packer, 64, 128, nodes);
            say("packed", STBRectPack.stbrp_pack_rects(packer, rects));
            say("places", rects.get(19).x(), rects.get(19).y(), rects.get(7).x(), rects.sizeof());
        }
    }

    private static void callbacks(Runnable between) {
        int[] heard = new int[2];
        // Made first here, and called after everything was freed.
        GLFWErrorCallback errors = GLFWErrorCallback.create((error, _) -> heard[0] = error);
        STBIWriteCallback writer = STBIWriteCallback.create((_, _, size) -> heard[1] += size);
        initialize("org.lwjgl.glfw.GLFWKeyCallbackI");
        between.run();
        int[] key = new int[1];
        GLFWKeyCallback keys = GLFWKeyCallback.create((_, k, _, _, _) -> key[0] = k);
        JNI.invokePV(1L, 65, 0, 0, 0, keys.address());
        say("key", key[0]);
        keys.free();
        GLFWErrorCallback before = GLFW.glfwSetErrorCallback(errors);
        GLFW.glfwInitHint(GLFW.GLFW_PLATFORM, GLFW.GLFW_PLATFORM_NULL);
        say("glfw", GLFW.glfwInit(), before == null);
        GLFW.glfwWindowHint(-5, 1);
        say("error", heard[0] == GLFW.GLFW_INVALID_ENUM);
        GLFWVidMode mode = GLFW.glfwGetVideoMode(GLFW.glfwGetPrimaryMonitor());
        say("mode", Objects.requireNonNull(mode).width());
        GLFW.glfwTerminate();
        Objects.requireNonNull(GLFW.glfwSetErrorCallback(null)).free();
        STBImage.stbi_image_free(Pictures.decode(Pictures.ppm(20)));
        between.run();
        ByteBuffer pixels = Pictures.decode(Pictures.ppm(20));
        STBImageWrite.stbi_write_png_to_func(writer, 0, 20, 20, 4, pixels, 80);
        say("written", heard[1]);
        writer.free();
        STBImage.stbi_image_free(pixels);
    }

    /** LWJGL allocates for ever what describes a callback, when its class is first used. */
    private static void initialize(String name) {
        try {
            Class.forName(name);
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void images() {
        for (int side : new int[] {1, 16, 100, 400}) {
            ByteBuffer pixels = Pictures.decode(Pictures.png(side));
            say("image", side, pixels.remaining(), pixels.hashCode());
            ByteBuffer half =
                    STBImageResize.stbir_resize_uint8_linear(
                            pixels,
                            side,
                            side,
                            0,
                            null,
                            (side + 1) / 2,
                            (side + 1) / 2,
                            0,
                            STBImageResize.STBIR_RGBA);
            say("half", Objects.requireNonNull(half).hashCode());
            memFree(half);
            STBImage.stbi_image_free(pixels);
        }
        say("nonsense", Pictures.decodeOrNull(memAlloc(64)) == null);
        say("reason", String.valueOf(STBImage.stbi_failure_reason()));
    }
}
