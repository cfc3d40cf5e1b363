package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;

/**
 * For each place of the {@link Grid}, the places of those that are near: one list after the other,
 * in scratch.
 *
 * <p>A list ends at {@link #MOST}, so that a dense crowd costs no more than a loose one. Its own
 * row is searched first, then the rows below and above.
 */
final class Neighbours {

    /** The longest list. */
    static final int MOST = 12;

    private static final float REACH = Grid.CELL;

    private final IntArray starts;
    private final IntArray others;

    /**
     * @param scratch what is found is good until it is emptied
     */
    Neighbours(FrameArena scratch) {
        starts = IntArray.create(scratch);
        others = IntArray.create(scratch);
    }

    /** Finds everybody's neighbours. The result is good until the end of the tick. */
    void find(Grid grid) {
        starts.forget();
        starts.reserve(grid.count() + 1);
        // Nobody knows how many these will be: as the newest array in scratch it grows in place.
        others.forget();
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                findForCell(grid, row, column);
            }
        }
        starts.add((int) others.size());
    }

    /** Goes through the places of a cell, which follow those of the cell before. */
    private void findForCell(Grid grid, int row, int column) {
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, grid.columns() - 1);
        int last = grid.endPlace(row, column);
        for (int place = grid.firstPlace(row, column); place < last; place++) {
            starts.add((int) others.size());
            long full = others.size() + MOST;
            findInRow(grid, place, row, left, right, full);
            if (row > 0) {
                findInRow(grid, place, row - 1, left, right, full);
            }
            if (row + 1 < grid.rows()) {
                findInRow(grid, place, row + 1, left, right, full);
            }
        }
    }

    private void findInRow(Grid grid, int place, int row, int left, int right, long full) {
        float x = grid.x(place);
        float y = grid.y(place);
        int last = grid.endPlace(row, right);
        for (int other = grid.firstPlace(row, left);
                other < last && others.size() < full;
                other++) {
            float distanceX = grid.x(other) - x;
            float distanceY = grid.y(other) - y;
            float square = distanceX * distanceX + distanceY * distanceY;
            if (square < REACH * REACH && other != place) {
                others.add(other);
            }
        }
    }

    /** Where the list of a place begins; it ends where the next one begins. */
    int first(int place) {
        return starts.get(place);
    }

    /** The place of a neighbour. */
    int other(int index) {
        return others.get(index);
    }
}
