package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;

/**
 * For each place in some rows of the {@link Grid}, the places of those that are near: one list
 * after the other, in scratch.
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

    /** Whose list is the first one. */
    private int firstPlace;

    /**
     * @param scratch what is found is good until it is emptied
     */
    Neighbours(FrameArena scratch) {
        starts = IntArray.create(scratch);
        others = IntArray.create(scratch);
    }

    /** Finds the neighbours of everybody in some rows; what was found before is forgotten. */
    void find(Grid grid, int fromRow, int toRow) {
        firstPlace = grid.firstPlace(fromRow, 0);
        int count = grid.endPlace(toRow - 1, grid.columns() - 1) - firstPlace;
        starts.forget();
        starts.reserve(count + 1);
        // Room for the longest lists; memory that the real ones do not reach is never touched.
        others.forget();
        others.resizeNonZeroed((long) count * MOST);
        int end = 0;
        for (int row = fromRow; row < toRow; row++) {
            for (int column = 0; column < grid.columns(); column++) {
                end = findForCell(grid, row, column, end);
            }
        }
        starts.add(end);
    }

    /** Goes through the places of a cell, which follow those of the cell before. */
    private int findForCell(Grid grid, int row, int column, int begin) {
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, grid.columns() - 1);
        int end = begin;
        int last = grid.endPlace(row, column);
        for (int place = grid.firstPlace(row, column); place < last; place++) {
            starts.add(end);
            int full = end + MOST;
            end = findInRow(grid, place, row, left, right, end, full);
            if (row > 0) {
                end = findInRow(grid, place, row - 1, left, right, end, full);
            }
            if (row + 1 < grid.rows()) {
                end = findInRow(grid, place, row + 1, left, right, end, full);
            }
        }
        return end;
    }

    /**
     * Writes everybody down and counts only those that are near: no processor can guess who is, and
     * each wrong guess takes longer than a store.
     */
    private int findInRow(Grid grid, int place, int row, int left, int right, int begin, int full) {
        float x = grid.x(place);
        float y = grid.y(place);
        int end = begin;
        int last = grid.endPlace(row, right);
        for (int other = grid.firstPlace(row, left); other < last && end < full; other++) {
            long there = grid.address(other);
            float distanceX = PlaceLayout.x(there) - x;
            float distanceY = PlaceLayout.y(there) - y;
            float square = distanceX * distanceX + distanceY * distanceY;
            others.set(end, other);
            end += Sign.below(square, REACH * REACH) & Sign.differ(other, place);
        }
        return end;
    }

    /** Where the list of a place begins; it ends where the next one begins. */
    int first(int place) {
        return starts.get(place - firstPlace);
    }

    /** The place of a neighbour. */
    int other(int index) {
        return others.get(index);
    }
}
