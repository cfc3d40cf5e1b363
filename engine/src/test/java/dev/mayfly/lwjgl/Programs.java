package dev.mayfly.lwjgl;

import static org.lwjgl.system.MemoryUtil.memAlloc;
import static org.lwjgl.system.MemoryUtil.memFree;
import static org.lwjgl.system.MemoryUtil.memRealloc;

import org.lwjgl.BufferUtils;
import org.lwjgl.glfw.GLFW;
import org.lwjgl.glfw.GLFWErrorCallback;
import org.lwjgl.glfw.GLFWKeyCallback;
import org.lwjgl.stb.STBImage;
import org.lwjgl.stb.STBImageWrite;
import org.lwjgl.system.APIUtil;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.libffi.LibFFI;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Small LWJGL programs that have never heard of Mayfly, for {@link TrackingMemoryAllocatorTest}.
 */
final class Programs {

    private Programs() {}

    /** Prints the line that it stands in; 0. */
    private static int here() {
        System.out.println(
                "here "
                        + StackWalker.getInstance()
                                .walk(stack -> stack.skip(1).findFirst())
                                .orElseThrow()
                                .getLineNumber());
        return 0;
    }

    /** A picture of so many pixels each way, in the simplest format that stb reads. */
    private static ByteBuffer picture(int side) {
        byte[] head = "P6 %d %d 255 ".formatted(side, side).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = BufferUtils.createByteBuffer(head.length + 3 * side * side);
        return file.put(0, head);
    }

    private static ByteBuffer decode(ByteBuffer file) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer width = stack.mallocInt(1);
            IntBuffer height = stack.mallocInt(1);
            IntBuffer channels = stack.mallocInt(1);
            return Objects.requireNonNull(
                    STBImage.stbi_load_from_memory(file, width, height, channels, 4));
        }
    }

    static final class Leak {

        public static void main(String[] args) {
            memAlloc(96 + here());
            memFree(memAlloc(1000));
        }
    }

    static final class LeakInALoop {

        public static void main(String[] args) {
            for (int i = 0; i < 100; i++) {
                memAlloc(40 + (i == 0 ? here() : 0));
            }
        }
    }

    static final class DoubleFree {

        public static void main(String[] args) {
            ByteBuffer buffer = memAlloc(96 + here());
            memFree(here() == 0 ? buffer : null);
            memFree(here() == 0 ? buffer : null);
            System.out.println("went on");
        }
    }

    static final class LateDoubleFree {

        public static void main(String[] args) {
            for (int i = 0; i < 200; i++) {
                ByteBuffer buffer = memAlloc(96 + (i == 0 ? here() : 0));
                memFree(i > 0 || here() == 0 ? buffer : null);
                memFree(i == 199 ? buffer : null);
            }
        }
    }

    static final class ForeignFree {

        public static void main(String[] args) {
            memFree(ByteBuffer.allocateDirect(64));
            System.out.println("went on");
        }
    }

    static final class Overrun {

        public static void main(String[] args) {
            long address = MemoryUtil.nmemAllocChecked(13);
            MemoryUtil.memPutByte(address + 13, (byte) 7);
            MemoryUtil.nmemFree(address);
            System.out.println("went on");
        }
    }

    static final class ImageLeak {

        public static void main(String[] args) throws IOException {
            Path file = Files.createTempFile("mayfly", ".ppm");
            ByteBuffer picture = picture(16);
            byte[] bytes = new byte[picture.capacity()];
            picture.get(0, bytes);
            Files.write(file, bytes);
            try (MemoryStack stack = MemoryStack.stackPush()) {
                IntBuffer size = stack.mallocInt(1);
                STBImage.stbi_load(file.toString(), size, size, size, 4 + here());
            } finally {
                Files.delete(file);
            }
        }
    }

    /** What a program does that keeps its house in order. */
    static final class Clean {

        public static void main(String[] args) throws InterruptedException {
            ByteBuffer growing = memAlloc(1);
            for (int size = 1; size < 100_000; size *= 3) {
                growing = memRealloc(growing, size);
                growing.put(size - 1, (byte) size);
            }
            if (growing.get(0) != 1 || growing.get(728) != (byte) 729) {
                throw new AssertionError("the contents did not come along");
            }
            memFree(growing);
            IntBuffer zeroed = MemoryUtil.memCallocInt(100);
            memFree(zeroed);
            ByteBuffer aligned = MemoryUtil.memAlignedAlloc(4096, 100);
            if ((MemoryUtil.memAddress(aligned) & 4095) != 0) {
                throw new AssertionError("not aligned");
            }
            MemoryUtil.memAlignedFree(aligned);
            memFree(MemoryUtil.memUTF8("Grüße"));

            ByteBuffer pixels = decode(picture(64));
            STBImage.stbi_image_free(pixels);

            GLFWErrorCallback errors = GLFWErrorCallback.createPrint(System.err);
            GLFW.glfwSetErrorCallback(errors);
            GLFW.glfwInitHint(GLFW.GLFW_PLATFORM, GLFW.GLFW_PLATFORM_NULL);
            if (!GLFW.glfwInit()) {
                throw new AssertionError("no GLFW");
            }
            GLFW.glfwWindowHint(GLFW.GLFW_CLIENT_API, GLFW.GLFW_NO_API);
            long window = GLFW.glfwCreateWindow(100, 100, "clean", 0, 0);
            GLFWKeyCallback keys = GLFWKeyCallback.create((_, _, _, _, _) -> {});
            GLFW.glfwSetKeyCallback(window, keys);
            GLFW.glfwPollEvents();
            keys.free();
            GLFW.glfwDestroyWindow(window);
            GLFW.glfwTerminate();
            Objects.requireNonNull(GLFW.glfwSetErrorCallback(null)).free();

            List<ByteBuffer> handed = new ArrayList<>();
            for (int i = 1; i <= 100; i++) {
                handed.add(memAlloc(i));
            }
            Thread other = new Thread(() -> handed.forEach(MemoryUtil::memFree));
            other.start();
            other.join();
            System.out.println("went on");
        }
    }

    /** C frees what is not its own. */
    static final class ForeignFreeInC {

        public static void main(String[] args) {
            STBImage.stbi_image_free(ByteBuffer.allocateDirect(64));
            System.out.println("went on");
        }
    }

    /** C allocates, grows and frees by itself: deflate of a picture. */
    static final class Writing {

        public static void main(String[] args) {
            long[] written = new long[1];
            ByteBuffer pixels = decode(picture(200));
            STBImageWrite.stbi_write_png_to_func(
                    (_, _, size) -> written[0] += size, 0, 200, 200, 4, pixels, 800);
            STBImage.stbi_image_free(pixels);
            System.out.println(written[0] > 0 ? "went on" : "wrote nothing");
        }
    }

    static final class Decodes {

        private static final int COUNT = 10_000;

        public static void main(String[] args) throws IOException {
            ByteBuffer file = picture(64);
            long before = 0;
            for (int i = 0; i < COUNT; i++) {
                if (i == COUNT / 5) {
                    before = resident();
                }
                STBImage.stbi_image_free(decode(file));
            }
            System.out.println("grew by " + (resident() - before) / 1024 + " MiB");
        }

        private static long resident() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    static final class NoMemory {

        public static void main(String[] args) {
            boolean none = MemoryUtil.nmemAlloc(1L << 47) == 0;
            none &= MemoryUtil.nmemAlloc(-1) == 0;
            none &= MemoryUtil.nmemCalloc(1L << 40, 1L << 40) == 0;
            none &= MemoryUtil.nmemAlignedAlloc(64, 1L << 47) == 0;
            long block = MemoryUtil.nmemAlloc(10);
            none &= MemoryUtil.nmemRealloc(block, 1L << 47) == 0;
            MemoryUtil.nmemFree(block);
            try {
                MemoryUtil.nmemAllocChecked(1L << 47);
                none = false;
            } catch (OutOfMemoryError expected) {
                // As without Mayfly.
            }
            System.out.println(none ? "went on" : "wrong");
        }
    }

    /** Frees when the report is about to be made. */
    static final class LateFree {

        public static void main(String[] args) {
            memFree(memAlloc(96));
            ByteBuffer late = memAlloc(96);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> freeLate(late)));
        }

        /** Once the report's thread waits; or never, where it does not, and the report says so. */
        private static void freeLate(ByteBuffer late) {
            for (int i = 0; i < 100_000; i++) {
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().equals("mayfly exit report")
                            && thread.getState() == Thread.State.TIMED_WAITING) {
                        memFree(late);
                        return;
                    }
                }
            }
        }
    }

    /** A line that leaks, and makes what LWJGL keeps for ever. */
    static final class LeakBesideLwjgls {

        public static void main(String[] args) {
            for (int i = 0; i < 2; i++) {
                memAlloc(APIUtil.apiCreateCIF(LibFFI.ffi_type_void).nargs() + 96 + here());
            }
        }
    }

    static final class ReallocAfterFree {

        public static void main(String[] args) {
            ByteBuffer buffer = memAlloc(96);
            memFree(buffer);
            memRealloc(buffer, 200);
            System.out.println("went on");
        }
    }

    /** Four threads decode, and each frees what another decoded. */
    static final class Threads {

        private static final int COUNT = 500;

        public static void main(String[] args) throws InterruptedException {
            BlockingQueue<ByteBuffer> decoded = new LinkedBlockingQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> work(decoded)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println(decoded.isEmpty() ? "went on" : "some are left");
        }

        private static void work(BlockingQueue<ByteBuffer> decoded) {
            ByteBuffer file = picture(16);
            for (int i = 0; i < COUNT; i++) {
                decoded.add(decode(file));
                STBImage.stbi_image_free(Objects.requireNonNull(decoded.poll()));
                memFree(memAlloc(1 + i));
            }
        }
    }

    static final class MemReport {

        public static void main(String[] args) {
            ByteBuffer kept = memAlloc(96);
            MemoryUtil.memReport(
                    (_, memory, _, _, _) -> System.out.println("LWJGL says " + memory));
            memFree(kept);
        }
    }
}
