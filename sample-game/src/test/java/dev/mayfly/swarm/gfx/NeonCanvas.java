package dev.mayfly.swarm.gfx;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/**
 * One sprite while it is painted, as brightness and opacity, several times as large as it will be.
 * Coordinates run from -1 to 1, y up.
 *
 * <p>Brightness 0.5 becomes the full colour of whatever the game tints the sprite with; above it
 * the colour turns to white, below it to black.
 */
final class NeonCanvas {

    private static final int SCALE = 4;
    private static final float EDGE = 0.06f;

    private final int size;
    private final float[] brightness;
    private final float[] opacity;

    /** An empty canvas that will be so many pixels wide and high. */
    NeonCanvas(int pixels) {
        this.size = pixels * SCALE;
        this.brightness = new float[size * size];
        this.opacity = new float[size * size];
    }

    /** Covers the inside of a shape. */
    void fill(Shape shape, float bright, float opaque) {
        over(mask(shape, 0), bright, opaque);
    }

    /** Covers a line along a shape. */
    void stroke(Shape shape, float width, float bright, float opaque) {
        over(mask(shape, width), bright, opaque);
    }

    /** Puts a soft glow around a line along a shape. */
    void halo(Shape shape, float width, float radius, float bright, float opaque) {
        float[] mask = mask(shape, width);
        int reach = Math.round(radius * size / 2);
        for (int pass = 0; pass < 3; pass++) {
            mask = blurRows(blurRows(mask, reach / 3), reach / 3);
        }
        over(mask, bright, opaque);
    }

    /** A line that shines: a halo, the coloured tube, and a white-hot core. */
    void neon(Shape shape, float width) {
        halo(shape, width * 1.6f, 0.34f, 0.5f, 0.85f);
        stroke(shape, width, 0.5f, 1f);
        stroke(shape, width * 0.45f, 0.92f, 0.9f);
    }

    /** Covers everything by a function of the distance from the middle. */
    void radial(Falloff bright, Falloff opaque) {
        for (int i = 0; i < opacity.length; i++) {
            float x = (i % size + 0.5f) / size * 2 - 1;
            float y = (i / size + 0.5f) / size * 2 - 1;
            float distance = (float) Math.sqrt(x * x + y * y);
            opacity[i] = opaque.at(distance);
            brightness[i] = bright.at(distance) * opacity[i];
        }
    }

    /** A value by distance from the middle. */
    interface Falloff {
        float at(float distance);
    }

    /** The finished pixel: brightness in bits 8–15, opacity in bits 0–7. */
    int pixel(int x, int y) {
        float bright = 0;
        float opaque = 0;
        for (int row = 0; row < SCALE; row++) {
            for (int column = 0; column < SCALE; column++) {
                int i = (y * SCALE + row) * size + x * SCALE + column;
                bright += brightness[i];
                opaque += opacity[i];
            }
        }
        float straight = opaque == 0 ? 0.5f : bright / opaque;
        float cover = opaque / (SCALE * SCALE) * fade(x) * fade(y);
        return Math.round(straight * 255) << 8 | Math.round(cover * 255);
    }

    /** Glows end before the edge instead of being cut off there. */
    private float fade(int at) {
        int pixels = size / SCALE;
        float edge = Math.min(at + 0.5f, pixels - at - 0.5f) / pixels;
        return Math.min(1, edge / EDGE);
    }

    private void over(float[] mask, float bright, float opaque) {
        for (int i = 0; i < mask.length; i++) {
            float cover = mask[i] * opaque;
            brightness[i] = brightness[i] * (1 - cover) + bright * cover;
            opacity[i] = opacity[i] * (1 - cover) + cover;
        }
    }

    /** How much of each pixel a shape covers; its line of that width, or the inside if 0. */
    private float[] mask(Shape shape, float width) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        float half = size / 2f;
        Shape outline =
                width == 0
                        ? shape
                        : new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                                .createStrokedShape(shape);
        graphics.fill(
                new AffineTransform(half, 0, 0, -half, half, half).createTransformedShape(outline));
        graphics.dispose();
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        float[] mask = new float[pixels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (pixels[i] & 0xff) / 255f;
        }
        return mask;
    }

    /** A box blur along rows that also turns rows into columns: twice is both directions. */
    private float[] blurRows(float[] mask, int reach) {
        float[] result = new float[mask.length];
        for (int y = 0; y < size; y++) {
            float sum = 0;
            for (int x = -reach; x < size; x++) {
                sum += x + reach < size ? mask[y * size + x + reach] : 0;
                if (x >= 0) {
                    result[x * size + y] = sum / (2 * reach + 1);
                    sum -= x - reach >= 0 ? mask[y * size + x - reach] : 0;
                }
            }
        }
        return result;
    }
}
