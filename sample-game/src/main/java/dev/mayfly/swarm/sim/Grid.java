package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;
import dev.mayfly.loop.RangeTask;

/**
 * The broad phase: a uniform grid over the arena that says who is near whom. Built anew in each
 * tick, all of it in scratch.
 *
 * <p>Enemies line up cell after cell, row after row. A <em>place</em> is a position in that line;
 * the enemies of neighbouring cells of a row stand in one unbroken run of places. Position and
 * velocity are copied in the same order, so that whoever looks at neighbours reads memory in a row.
 *
 * <p>Lining up is two counting sorts, so that a crew can share it: first each chunk of enemies goes
 * to its rows, then each row sorts its own by cell. In a cell the lowest number comes first,
 * whoever did the work.
 */
final class Grid {

    /** Metres across a cell: as far as a neighbour is looked for. */
    static final float CELL = 2.2f;

    private final Bounds bounds;
    private final int columns;
    private final int rows;
    private final EnemyColumns enemies;
    private final Crew crew;

    /** For each cell its first place, and behind the last cell the end. */
    private final IntArray starts;

    private final IntArray cellOf;

    /** For each chunk of enemies and each row: how many there are, then where the next one goes. */
    private final IntArray inRow;

    /** Where each enemy is in {@link #lined}. */
    private final IntArray positions;

    /** The enemies row after row. Of a row that is sorted, the places that they have got. */
    private final IntArray lined;

    private final PlaceArray places;

    private final RangeTask counting = (from, to, _) -> countRows(from, to);
    private final RangeTask handingOut = (from, to, _) -> handOut(from, to);
    private final RangeTask sorting = (from, to, _) -> sortRows(from, to);

    private int chunk;
    private int lastChunk;

    /**
     * @param enemies who stands in it
     * @param crew who builds it
     * @param scratch what is built is good until it is emptied
     */
    Grid(Bounds bounds, EnemyColumns enemies, Crew crew, FrameArena scratch) {
        this.bounds = bounds;
        this.enemies = enemies;
        this.crew = crew;
        columns = (int) (2 * bounds.halfWidth() / CELL) + 1;
        rows = (int) (2 * bounds.halfHeight() / CELL) + 1;
        starts = IntArray.create(scratch);
        cellOf = IntArray.create(scratch);
        inRow = IntArray.create(scratch);
        positions = IntArray.create(scratch);
        lined = IntArray.create(scratch);
        places = PlaceArray.create(scratch);
    }

    /** Lines the enemies up. The result is good until the end of the tick. */
    void build() {
        int count = (int) enemies.size();
        chunk = Crew.chunk(count);
        lastChunk = Math.max(Crew.chunks(count), 1) - 1;
        starts.forget();
        starts.resize(columns * rows + 1);
        starts.set(columns * rows, count);
        inRow.forget();
        inRow.resize((lastChunk + 1) * rows);
        cellOf.forget();
        cellOf.resizeNonZeroed(count);
        positions.forget();
        positions.resizeNonZeroed(count);
        lined.forget();
        lined.resizeNonZeroed(count);
        places.forget();
        places.resizeNonZeroed(count);
        crew.run(count, chunk, counting);
        addUp();
        crew.run(count, chunk, handingOut);
        crew.run(rows, Crew.rowChunk(rows, count), sorting);
    }

    private void countRows(int from, int to) {
        int counts = from / chunk * rows;
        for (int enemy = from; enemy < to; enemy++) {
            int row = row(enemies.y(enemy));
            cellOf.set(enemy, row * columns + column(enemies.x(enemy)));
            inRow.set(counts + row, inRow.get(counts + row) + 1);
        }
    }

    /** Turns the counts into the first position of each row's enemies of each chunk. */
    private void addUp() {
        int sum = 0;
        for (int row = 0; row < rows; row++) {
            for (int i = row; i <= lastChunk * rows + row; i += rows) {
                int count = inRow.get(i);
                inRow.set(i, sum);
                sum += count;
            }
        }
    }

    /** Afterwards the last chunk's position in a row is where the row ends. */
    private void handOut(int from, int to) {
        int firsts = from / chunk * rows;
        for (int enemy = from; enemy < to; enemy++) {
            int row = firsts + cellOf.get(enemy) / columns;
            int position = inRow.get(row);
            positions.set(enemy, position);
            lined.set(position, enemy);
            inRow.set(row, position + 1);
        }
    }

    private int endOfRow(int row) {
        return row < 0 ? 0 : inRow.get(lastChunk * rows + row);
    }

    private void sortRows(int from, int to) {
        for (int row = from; row < to; row++) {
            sortRow(row, endOfRow(row - 1), endOfRow(row));
        }
    }

    /**
     * Counts the enemies of each cell, adds up, and gives each enemy its place, the last one first,
     * which leaves in {@code starts} the first place of each cell.
     */
    private void sortRow(int row, int begin, int end) {
        for (int i = begin; i < end; i++) {
            int cell = cellOf.get(lined.get(i));
            starts.set(cell, starts.get(cell) + 1);
        }
        int sum = begin;
        for (int cell = row * columns; cell < (row + 1) * columns; cell++) {
            sum += starts.get(cell);
            starts.set(cell, sum);
        }
        for (int i = end - 1; i >= begin; i--) {
            int enemy = lined.get(i);
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
            lined.set(i, place);
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

    /**
     * Where a place is in memory, for {@link PlaceLayout}: looked up once for all that is read
     * there.
     */
    long address(int place) {
        return places.addressOf(place);
    }

    /** Who stands at a place. */
    int enemy(int place) {
        return places.enemy(place);
    }

    /** Where an enemy stands. */
    int place(int enemy) {
        return lined.get(positions.get(enemy));
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
