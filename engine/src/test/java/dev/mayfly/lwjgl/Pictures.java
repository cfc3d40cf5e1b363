package dev.mayfly.lwjgl;

import org.lwjgl.BufferUtils;
import org.lwjgl.stb.STBImage;
import org.lwjgl.stb.STBImageWrite;
import org.lwjgl.system.MemoryStack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Pictures in memory of the JVM's own, and stb to read them. */
final class Pictures {

    private Pictures() {}

    /** A picture of so many pixels each way, in the simplest format that stb reads. */
    static ByteBuffer ppm(int side) {
        byte[] head = "P6 %d %d 255 ".formatted(side, side).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = BufferUtils.createByteBuffer(head.length + 3 * side * side);
        file.put(0, head);
        for (int i = head.length; i < file.capacity(); i++) {
            file.put(i, (byte) (i * 31));
        }
        return file;
    }

    /** The same as PNG, which takes many allocations to read. */
    static ByteBuffer png(int side) {
        ByteBuffer pixels = decode(ppm(side));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        STBImageWrite.stbi_write_png_to_func(
                (_, data, size) -> {
                    byte[] bytes = new byte[size];
                    org.lwjgl.system.MemoryUtil.memByteBuffer(data, size).get(bytes);
                    out.writeBytes(bytes);
                },
                0,
                side,
                side,
                4,
                pixels,
                4 * side);
        STBImage.stbi_image_free(pixels);
        byte[] bytes = out.toByteArray();
        return BufferUtils.createByteBuffer(bytes.length).put(0, bytes);
    }

    /** Four bytes a pixel, to be freed with {@code stbi_image_free}. */
    static ByteBuffer decode(ByteBuffer file) {
        return Objects.requireNonNull(decodeOrNull(file), STBImage::stbi_failure_reason);
    }

    static ByteBuffer decodeOrNull(ByteBuffer file) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer width = stack.mallocInt(1);
            IntBuffer height = stack.mallocInt(1);
            IntBuffer channels = stack.mallocInt(1);
            return STBImage.stbi_load_from_memory(file, width, height, channels, 4);
        }
    }

    /** The pixels as one number. */
    static int hash(ByteBuffer pixels) {
        return pixels.hashCode();
    }
}
