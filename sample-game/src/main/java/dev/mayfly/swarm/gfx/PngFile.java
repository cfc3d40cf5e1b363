package dev.mayfly.swarm.gfx;

import static org.lwjgl.stb.STBImageWrite.nstbi_write_png_to_func;

import dev.mayfly.context.Contextless;
import dev.mayfly.memory.Memory;

import org.jspecify.annotations.Nullable;
import org.lwjgl.stb.STBIWriteCallback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pixels to a PNG file. */
final class PngFile {

    private byte @Nullable [] encoded;

    private PngFile() {}

    /**
     * Writes a file, replacing what was there.
     *
     * @param pixels {@link Canvas#PIXEL} bytes for each, the lowest row first
     */
    static void write(Path file, long pixels, int width, int height) throws IOException {
        Files.write(file, new PngFile().encode(pixels, width, height));
    }

    private byte[] encode(long pixels, int width, int height) throws IOException {
        int row = width * Canvas.PIXEL;
        int done;
        try (STBIWriteCallback callback =
                STBIWriteCallback.create((_, data, size) -> take(data, size))) {
            // From the last row in memory upwards, because PNG starts at the top.
            long top = pixels + (long) (height - 1) * row;
            done =
                    nstbi_write_png_to_func(
                            callback.address(),
                            Memory.NULL,
                            width,
                            height,
                            Canvas.PIXEL,
                            top,
                            -row);
        }
        byte[] result = encoded;
        if (done == 0 || result == null) {
            throw new IOException("the picture cannot be encoded as PNG");
        }
        return result;
    }

    /** Called once, from native code. */
    @Contextless
    private void take(long data, int size) {
        byte[] bytes = new byte[size];
        Memory.segment(data, size).asByteBuffer().get(bytes);
        encoded = bytes;
    }
}
