package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;

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

    /** For each cell its first place, and behind the last cell the end. */
    private final IntArray starts;

    private final IntArray cellOf;
    private final PlaceArray places;

    /**
     * @param scratch what is built is good until it is emptied
     */
    Grid(Bounds bounds, FrameArena scratch) {
        this.bounds = bounds;
        columns = (int) (2 * bounds.halfWidth() / CELL) + 1;
        rows = (int) (2 * bounds.halfHeight() / CELL) + 1;
        starts = IntArray.create(scratch);
        cellOf = IntArray.create(scratch);
        places = PlaceArray.create(scratch);
    }

    /** Lines the enemies up. The result is good until the end of the tick. */
    void build(EnemyColumns enemies) {
        starts.forget();
        starts.resize(columns * rows + 1);
        cellOf.forget();
        cellOf.resizeNonZeroed(enemies.size());
        places.forget();
        places.resizeNonZeroed(enemies.size());
        countCells(enemies);
        addUp();
        lineUp(enemies);
    }

    private void countCells(EnemyColumns enemies) {
        for (long enemy = 0; enemy < enemies.size(); enemy++) {
            int cell = row(enemies.y(enemy)) * columns + column(enemies.x(enemy));
            cellOf.set(enemy, cell);
            starts.set(cell, starts.get(cell) + 1);
        }
    }

    /** Turns the count of each cell into the place after its last enemy. */
    private void addUp() {
        int sum = 0;
        for (long cell = 0; cell < starts.size(); cell++) {
            sum += starts.get(cell);
            starts.set(cell, sum);
        }
    }

    /**
     * Gives each enemy its place, the last one first, which leaves in {@code starts} the first
     * place of each cell.
     */
    private void lineUp(EnemyColumns enemies) {
        for (int enemy = (int) enemies.size() - 1; enemy >= 0; enemy--) {
            int cell = cellOf.get(enemy);
            int place = starts.get(cell) - 1;
            starts.set(cell, place);
            places.set(
                    place,
                    enemies.x(enemy),
                    enemies.y(enemy),
                    enemies.velocityX(enemy),
                    enemies.velocityY(enemy),
                    enemy);
        }
    }

    /** How many enemies there are, and places. */
    int count() {
        return (int) places.size();
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
        return starts.get(row * columns + column);
    }

    /** The place after the last of a run of cells that ends with this one. */
    int endPlace(int row, int column) {
        return starts.get(row * columns + column + 1);
    }

    /** Who stands at a place. */
    int enemy(int place) {
        return places.enemy(place);
    }

    float x(int place) {
        return places.x(place);
    }

    float y(int place) {
        return places.y(place);
    }

    float velocityX(int place) {
        return places.velocityX(place);
    }

    float velocityY(int place) {
        return places.velocityY(place);
    }
}
