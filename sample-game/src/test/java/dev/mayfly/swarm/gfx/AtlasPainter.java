package dev.mayfly.swarm.gfx;

import dev.mayfly.swarm.sim.Sprite;

import java.awt.Point;
import java.awt.Shape;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/** Paints the game's pictures. Run it with a file name to write the PNG that the game decodes. */
public final class AtlasPainter {

    private static final int INNER = SheetLayout.CELL - 2 * SheetLayout.MARGIN;

    private AtlasPainter() {}

    /** Writes the PNG to the file that is the first argument. */
    public static void main(String[] args) throws IOException {
        ImageIO.write(paint(), "png", Path.of(args[0]).toFile());
    }

    /** All pictures in their cells: grey for brightness, and opacity. */
    static BufferedImage paint() {
        WritableRaster raster =
                Raster.createInterleavedRaster(
                        DataBuffer.TYPE_BYTE,
                        SheetLayout.WIDTH,
                        SheetLayout.PICTURES_HEIGHT,
                        2,
                        new Point());
        for (int sprite = 0; sprite < Sprite.COUNT; sprite++) {
            NeonCanvas canvas = new NeonCanvas(INNER);
            paint(sprite, canvas);
            copy(canvas, sprite, raster);
        }
        return new BufferedImage(
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        DataBuffer.TYPE_BYTE),
                raster,
                false,
                null);
    }

    private static void copy(NeonCanvas canvas, int sprite, WritableRaster raster) {
        int margin = sprite == Sprite.SOLID ? 0 : SheetLayout.MARGIN;
        for (int y = margin; y < SheetLayout.CELL - margin; y++) {
            for (int x = margin; x < SheetLayout.CELL - margin; x++) {
                int pixel =
                        sprite == Sprite.SOLID
                                ? 0x80ff
                                : canvas.pixel(x - SheetLayout.MARGIN, y - SheetLayout.MARGIN);
                int column = SheetLayout.cellX(sprite) + x;
                int row = SheetLayout.cellY(sprite) + y;
                raster.setSample(column, row, 0, pixel >> 8);
                raster.setSample(column, row, 1, pixel & 0xff);
            }
        }
    }

    private static void paint(int sprite, NeonCanvas canvas) {
        switch (sprite) {
            case Sprite.SHIP -> ship(canvas);
            case Sprite.SHOT -> shot(canvas);
            case Sprite.DRONE -> drone(canvas);
            case Sprite.HUNTER -> hunter(canvas);
            case Sprite.BRUTE -> brute(canvas);
            case Sprite.SPARK ->
                    canvas.radial(
                            r -> Math.clamp(1.1f - 1.9f * r, 0.5f, 1f),
                            r -> r >= 1 ? 0 : (float) Math.pow(1 - r, 2.2));
            case Sprite.RING -> canvas.neon(circle(0.76f), 0.09f);
            case Sprite.SOLID -> {}
            case Sprite.GRID -> cross(canvas);
            case Sprite.CROSSHAIR -> crosshair(canvas);
            case Sprite.LIFE -> life(canvas);
            default -> throw new IllegalArgumentException("no picture for sprite " + sprite);
        }
    }

    private static void ship(NeonCanvas canvas) {
        Shape hull = polygon(0.76, 0, -0.64, 0.6, -0.36, 0, -0.64, -0.6);
        canvas.fill(hull, 0.16f, 0.92f);
        canvas.neon(hull, 0.13f);
        canvas.fill(polygon(0.36, 0, -0.06, 0.15, -0.06, -0.15), 0.8f, 1f);
    }

    private static void shot(NeonCanvas canvas) {
        Shape beam = line(-0.45, 0, 0.6, 0);
        canvas.halo(beam, 0.5f, 0.4f, 0.5f, 0.9f);
        canvas.stroke(beam, 0.42f, 0.55f, 1f);
        canvas.stroke(line(-0.2, 0, 0.6, 0), 0.24f, 1f, 1f);
    }

    private static void drone(NeonCanvas canvas) {
        Shape body = polygon(0.74, 0, -0.02, 0.58, -0.64, 0, -0.02, -0.58);
        canvas.fill(body, 0.2f, 0.92f);
        canvas.neon(body, 0.13f);
        canvas.fill(circle(0.17f), 0.75f, 1f);
    }

    private static void hunter(NeonCanvas canvas) {
        Shape body = polygon(0.78, 0, 0.05, 0.24, -0.74, 0.7, -0.42, 0, -0.74, -0.7, 0.05, -0.24);
        canvas.fill(body, 0.22f, 0.92f);
        canvas.neon(body, 0.12f);
        canvas.stroke(line(-0.2, 0, 0.4, 0), 0.1f, 0.75f, 1f);
    }

    private static void brute(NeonCanvas canvas) {
        Shape shell = regular(8, 0.78, Math.PI / 8);
        canvas.fill(shell, 0.16f, 0.94f);
        canvas.neon(shell, 0.1f);
        canvas.neon(regular(4, 0.48, 0), 0.07f);
        canvas.fill(circle(0.16f), 0.85f, 1f);
    }

    private static void cross(NeonCanvas canvas) {
        canvas.stroke(line(-0.75, 0, 0.75, 0), 0.16f, 0.5f, 1f);
        canvas.stroke(line(0, -0.75, 0, 0.75), 0.16f, 0.5f, 1f);
    }

    private static void crosshair(NeonCanvas canvas) {
        canvas.halo(circle(0.52f), 0.16f, 0.25f, 0.5f, 0.6f);
        canvas.stroke(circle(0.52f), 0.1f, 0.6f, 1f);
        for (int quarter = 0; quarter < 4; quarter++) {
            canvas.stroke(turned(line(0.4, 0, 0.85, 0), quarter * Math.PI / 2), 0.1f, 0.6f, 1f);
        }
        canvas.fill(circle(0.1f), 0.9f, 1f);
    }

    private static void life(NeonCanvas canvas) {
        Shape hull = turned(polygon(0.76, 0, -0.64, 0.6, -0.36, 0, -0.64, -0.6), Math.PI / 2);
        canvas.fill(hull, 0.5f, 0.8f);
        canvas.neon(hull, 0.14f);
    }

    private static Shape circle(float radius) {
        return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
    }

    private static Shape line(double x1, double y1, double x2, double y2) {
        Path2D path = new Path2D.Double();
        path.moveTo(x1, y1);
        path.lineTo(x2, y2);
        return path;
    }

    private static Shape polygon(double... coordinates) {
        Path2D path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }

    private static Shape regular(int corners, double radius, double start) {
        double[] coordinates = new double[2 * corners];
        for (int i = 0; i < corners; i++) {
            double angle = start + 2 * Math.PI * i / corners;
            coordinates[2 * i] = radius * Math.cos(angle);
            coordinates[2 * i + 1] = radius * Math.sin(angle);
        }
        return polygon(coordinates);
    }

    private static Shape turned(Shape shape, double angle) {
        return AffineTransform.getRotateInstance(angle).createTransformedShape(shape);
    }
}
