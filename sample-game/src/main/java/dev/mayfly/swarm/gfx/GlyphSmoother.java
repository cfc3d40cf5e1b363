package dev.mayfly.swarm.gfx;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.memory.Memory;

/**
 * Turns glyphs made of squares into glyphs made of tubes: blurred by less than a square's width and
 * sharpened again, corners become round and squares that touch at a corner join.
 */
final class GlyphSmoother {

    private static final int REACH = 3;
    private static final int PASSES = 2;

    /** Opacity, of 255, that becomes nothing, and that becomes all. */
    private static final float NOTHING = 0.29f * 255;

    private static final float ALL = 0.46f * 255;

    private final int width;
    private final int height;

    /**
     * @param width texels in a row
     * @param height rows
     */
    GlyphSmoother(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Smooths in place.
     *
     * @param image one byte of opacity for each texel
     * @param scratch for an image in between
     */
    void smooth(long image, Allocator scratch) {
        long between = scratch.alloc((long) width * height, 16);
        for (int pass = 0; pass < PASSES; pass++) {
            for (int y = 0; y < height; y++) {
                blur(image + (long) y * width, between + (long) y * width, 1, width);
            }
            for (int x = 0; x < width; x++) {
                blur(between + x, image + x, width, height);
            }
        }
        for (long i = image; i < image + (long) width * height; i++) {
            float sharp =
                    Math.clamp(
                            (Byte.toUnsignedInt(Memory.getByte(i)) - NOTHING) / (ALL - NOTHING),
                            0,
                            1);
            Memory.putByte(i, (byte) Math.round(sharp * sharp * (3 - 2 * sharp) * 255));
        }
    }

    /** The mean of each texel and its neighbours along one line. */
    private static void blur(long source, long target, long step, int count) {
        int sum = 0;
        for (int i = -REACH; i < count; i++) {
            int entering = i + REACH;
            if (entering < count) {
                sum += Byte.toUnsignedInt(Memory.getByte(source + entering * step));
            }
            if (i >= 0) {
                Memory.putByte(target + i * step, (byte) Math.round(sum / (2 * REACH + 1f)));
                int leaving = i - REACH;
                if (leaving >= 0) {
                    sum -= Byte.toUnsignedInt(Memory.getByte(source + leaving * step));
                }
            }
        }
    }
}
