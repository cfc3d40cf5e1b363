package dev.mayfly.swarm.sim;

import static dev.mayfly.swarm.sim.Column.getFloat;
import static dev.mayfly.swarm.sim.Column.getInt;
import static dev.mayfly.swarm.sim.Column.putFloat;
import static dev.mayfly.swarm.sim.Column.putInt;

import dev.mayfly.alloc.FrameArena;

/**
 * The broad phase: a uniform grid over the arena that says who is near whom. Built anew in each
 * tick, all of it in scratch.
 *
 * <p>A counting sort lines the enemies up cell after cell, row after row. A <em>place</em> is a
 * position in that line; the enemies of neighbouring cells of a row stand in one unbroken run of
 * places. Position and velocity are copied in the same order, so that whoever looks at neighbours
 * reads memory in a row.
 */
final class Grid {

    /** Metres across a cell: as far as a neighbour is looked for. */
    static final float CELL = 2.2f;

    private final Bounds bounds;
    private final int columns;
    private final int rows;

    private int count;
    private long starts;
    private long enemies;
    private long x;
    private long y;
    private long velocityX;
    private long velocityY;

    Grid(Bounds bounds) {
        this.bounds = bounds;
        this.columns = (int) (2 * bounds.halfWidth() / CELL) + 1;
        this.rows = (int) (2 * bounds.halfHeight() / CELL) + 1;
    }

    /** Lines the enemies up. The result is good until the end of the tick. */
    void build(FrameArena scratch, Enemies all) {
        int cells = columns * rows;
        count = all.count();
        long bytes = Math.max(count, 1) * Column.STRIDE;
        starts = scratch.alloc((cells + 1) * Column.STRIDE, Column.STRIDE);
        enemies = scratch.allocNonZeroed(bytes, Column.STRIDE);
        x = scratch.allocNonZeroed(bytes, Column.STRIDE);
        y = scratch.allocNonZeroed(bytes, Column.STRIDE);
        velocityX = scratch.allocNonZeroed(bytes, Column.STRIDE);
        velocityY = scratch.allocNonZeroed(bytes, Column.STRIDE);
        long cellOf = scratch.allocNonZeroed(bytes, Column.STRIDE);
        countCells(all, cellOf);
        addUp(cells);
        lineUp(all, cellOf);
    }

    private void countCells(Enemies all, long cellOf) {
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = row(all.y(enemy)) * columns + column(all.x(enemy));
            putInt(cellOf, enemy, cell);
            putInt(starts, cell, getInt(starts, cell) + 1);
        }
    }

    /** Turns the count of each cell into the place after its last enemy. */
    private void addUp(int cells) {
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += getInt(starts, cell);
            putInt(starts, cell, sum);
        }
        putInt(starts, cells, sum);
    }

    /**
     * Gives each enemy its place, the last one first, which leaves in {@code starts} the first
     * place of each cell.
     */
    private void lineUp(Enemies all, long cellOf) {
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            int cell = getInt(cellOf, enemy);
            int place = getInt(starts, cell) - 1;
            putInt(starts, cell, place);
            putInt(enemies, place, enemy);
            putFloat(x, place, all.x(enemy));
            putFloat(y, place, all.y(enemy));
            putFloat(velocityX, place, all.velocityX(enemy));
            putFloat(velocityY, place, all.velocityY(enemy));
        }
    }

    /** How many enemies there are, and places. */
    int count() {
        return count;
    }

    /** Cells beside each other. */
    int columns() {
        return columns;
    }

    /** Cells above each other. */
    int rows() {
        return rows;
    }

    /** The column of cells over a coordinate; the nearest one for a coordinate outside. */
    int column(float atX) {
        return Math.clamp((int) ((atX + bounds.halfWidth()) / CELL), 0, columns - 1);
    }

    /** The row of cells over a coordinate; the nearest one for a coordinate outside. */
    int row(float atY) {
        return Math.clamp((int) ((atY + bounds.halfHeight()) / CELL), 0, rows - 1);
    }

    /** The first place of a run of cells that starts with this one. */
    int firstPlace(int row, int column) {
        return getInt(starts, row * columns + column);
    }

    /** The place after the last of a run of cells that ends with this one. */
    int endPlace(int row, int column) {
        return getInt(starts, row * columns + column + 1);
    }

    /** Who stands at a place. */
    int enemy(int place) {
        return getInt(enemies, place);
    }

    float x(int place) {
        return getFloat(x, place);
    }

    float y(int place) {
        return getFloat(y, place);
    }

    float velocityX(int place) {
        return getFloat(velocityX, place);
    }

    float velocityY(int place) {
        return getFloat(velocityY, place);
    }
}
