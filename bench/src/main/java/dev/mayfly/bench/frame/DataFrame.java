package dev.mayfly.bench.frame;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;

/**
 * Mayfly's data structures over a frame arena, as Swarm itself has them: dynamic arrays of numbers
 * and of structs that are kept, and told at the beginning of each tick that their memory is gone.
 * Every access is checked against the array's end. They grow by themselves, and sort by themselves.
 */
final class DataFrame implements Frame {

    private final FrameArena scratch = FrameArena.create();

    private final IntArray cellOf = IntArray.create(scratch);
    private final IntArray starts = IntArray.create(scratch);
    private final PlaceArray places = PlaceArray.create(scratch);
    private final IntArray ids = IntArray.create(scratch);
    private final IntArray firsts = IntArray.create(scratch);
    private final IntArray others = IntArray.create(scratch);
    private final ContactPairArray pairs = ContactPairArray.create(scratch);
    private final IntArray pairKeys = IntArray.create(scratch);
    private final IntArray pairOrder = IntArray.create(scratch);
    private final DrawElementArray elements = DrawElementArray.create(scratch);
    private final IntArray elementKeys = IntArray.create(scratch);
    private final IntArray order = IntArray.create(scratch);
    private final DrawElementArray sorted = DrawElementArray.create(scratch);

    @Override
    public void build(World world) {
        lineUp(world);
        findNeighbours(world);
        steer(world);
        findContacts(world);
        strike(world);
        collect(world);
        putInOrder();
    }

    private void lineUp(World world) {
        int count = world.enemies();
        int cells = world.cells();
        starts.resize(cells + 1);
        places.resizeNonZeroed(count);
        ids.resizeNonZeroed(count);
        cellOf.resizeNonZeroed(count);
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = world.cell(world.x(enemy), world.y(enemy));
            cellOf.set(enemy, cell);
            starts.set(cell, starts.get(cell) + 1);
        }
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += starts.get(cell);
            starts.set(cell, sum);
        }
        starts.set(cells, sum);
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            int cell = cellOf.get(enemy);
            int place = starts.get(cell) - 1;
            starts.set(cell, place);
            ids.set(place, enemy);
            places.set(
                    place,
                    world.x(enemy),
                    world.y(enemy),
                    world.velocityX(enemy),
                    world.velocityY(enemy));
        }
        cellOf.clear();
        cellOf.shrink();
    }

    private void findNeighbours(World world) {
        int count = world.enemies();
        firsts.resizeNonZeroed(count + 1);
        others.resizeNonZeroed(count * Rules.EXPECTED_NEIGHBOURS);
        int end = 0;
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                end = findForCell(world, row, column, end);
            }
        }
        firsts.set(count, end);
    }

    private int findForCell(World world, int row, int column, int begin) {
        int columns = world.columns();
        int first = starts.get(row * columns + column);
        int last = starts.get(row * columns + column + 1);
        if (first == last) {
            return begin;
        }
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, columns - 1);
        int low = Math.max(row - 1, 0);
        int high = Math.min(row + 1, world.rows() - 1);
        int most = 0;
        for (int near = low; near <= high; near++) {
            most += starts.get(near * columns + right + 1) - starts.get(near * columns + left);
        }
        if (begin + most * (last - first) > others.size()) {
            others.resizeNonZeroed(begin + most * (last - first));
            others.resizeNonZeroed(others.capacity());
        }
        int end = begin;
        for (int place = first; place < last; place++) {
            firsts.set(place, end);
            for (int near = low; near <= high; near++) {
                int from = starts.get(near * columns + left);
                int to = starts.get(near * columns + right + 1);
                end = findInRow(place, from, to, end);
            }
        }
        return end;
    }

    /** Writes everybody down and counts only those that are near, which needs no guessing. */
    private int findInRow(int place, int from, int to, int begin) {
        PlaceArray places = this.places;
        IntArray others = this.others;
        float x = places.x(place);
        float y = places.y(place);
        int end = begin;
        for (int other = from; other < to; other++) {
            float awayX = places.x(other) - x;
            float awayY = places.y(other) - y;
            others.set(end, other);
            end += awayX * awayX + awayY * awayY < Rules.REACH_SQUARE & other != place ? 1 : 0;
        }
        return end;
    }

    private void steer(World world) {
        PlaceArray places = this.places;
        IntArray others = this.others;
        int count = world.enemies();
        for (int place = 0; place < count; place++) {
            float x = places.x(place);
            float y = places.y(place);
            float pushX = 0f;
            float pushY = 0f;
            float sumX = 0f;
            float sumY = 0f;
            int first = firsts.get(place);
            int end = firsts.get(place + 1);
            for (int i = first; i < end; i++) {
                int other = others.get(i);
                float awayX = x - places.x(other);
                float awayY = y - places.y(other);
                float push = Rules.push(awayX * awayX + awayY * awayY);
                pushX += awayX * push;
                pushY += awayY * push;
                sumX += places.velocityX(other);
                sumY += places.velocityY(other);
            }
            world.steer(ids.get(place), pushX, pushY, sumX, sumY, end - first);
        }
    }

    private void findContacts(World world) {
        pairKeys.reserve(Rules.EXPECTED_CONTACTS);
        pairs.reserve(Rules.EXPECTED_CONTACTS);
        for (int shot = 0; shot < world.shots(); shot++) {
            findForShot(world, shot);
        }
    }

    private void findForShot(World world, int shot) {
        float x = world.shotX(shot);
        float y = world.shotY(shot);
        float stepX = world.stepX(shot);
        float stepY = world.stepY(shot);
        float reach = Rules.LARGEST_RADIUS + Rules.SHOT_RADIUS;
        int left = world.column(Math.min(x, x + stepX) - reach);
        int right = world.column(Math.max(x, x + stepX) + reach);
        int high = world.row(Math.max(y, y + stepY) + reach);
        for (int row = world.row(Math.min(y, y + stepY) - reach); row <= high; row++) {
            int last = starts.get(row * world.columns() + right + 1);
            for (int place = starts.get(row * world.columns() + left); place < last; place++) {
                int enemy = ids.get(place);
                float near = Rules.radius(Rules.kind(enemy)) + Rules.SHOT_RADIUS;
                float awayX = places.x(place) - x;
                float awayY = places.y(place) - y;
                float way = Rules.meeting(awayX, awayY, stepX, stepY, near);
                if (way >= 0f) {
                    pairKeys.add(Rules.contactKey(shot, way));
                    pairs.add(shot, enemy);
                }
            }
        }
    }

    /** Brings the contacts into order and tells the world each shot's first one. */
    private void strike(World world) {
        sort(pairKeys, pairOrder);
        int contacts = (int) pairOrder.size();
        int before = -1;
        for (int i = 0; i < contacts; i++) {
            int pair = pairOrder.get(i);
            int shot = pairs.shot(pair);
            if (shot != before) {
                world.strike(pairs.enemy(pair));
                before = shot;
            }
        }
    }

    /** Sorts keys, and makes {@code indices} the indices they had. */
    private void sort(IntArray keys, IntArray indices) {
        int count = (int) keys.size();
        indices.resizeNonZeroed(count);
        for (int i = 0; i < count; i++) {
            indices.set(i, i);
        }
        keys.sortWith(scratch, indices);
    }

    /** Collects what there is to draw, in any order. */
    private void collect(World world) {
        elementKeys.reserve(Rules.EXPECTED_ELEMENTS);
        elements.reserve(Rules.EXPECTED_ELEMENTS);
        int count = world.enemies();
        for (int enemy = 0; enemy < count; enemy++) {
            if (world.sees(world.x(enemy), world.y(enemy))) {
                drawEnemy(world, enemy);
            }
        }
        for (int shot = 0; shot < world.shots(); shot++) {
            if (world.sees(world.shotX(shot), world.shotY(shot))) {
                drawShot(world, shot);
            }
        }
    }

    /** Brings the elements into the order of drawing. */
    private void putInOrder() {
        sort(elementKeys, order);
        int drawn = (int) order.size();
        sorted.reserve(drawn);
        for (int i = 0; i < drawn; i++) {
            sorted.addFrom(elements, order.get(i));
        }
    }

    private void drawEnemy(World world, int enemy) {
        int kind = Rules.kind(enemy);
        float size = Rules.radius(kind) * Rules.HALO;
        float heading = Rules.heading(world.velocityX(enemy), world.velocityY(enemy));
        int sprite = Rules.sprite(kind);
        int color = world.color(enemy);
        elementKeys.add(Rules.drawKey(Rules.ENEMY_LAYER, 0, sprite));
        elements.add(world.x(enemy), world.y(enemy), size, size, heading, sprite, color, 0);
    }

    private void drawShot(World world, int shot) {
        elementKeys.add(Rules.drawKey(Rules.SHOT_LAYER, Rules.GLOW, Rules.SHOT_SPRITE));
        elements.add(
                world.shotX(shot),
                world.shotY(shot),
                Rules.SHOT_HALF_WIDTH,
                Rules.SHOT_HALF_HEIGHT,
                Rules.heading(world.stepX(shot), world.stepY(shot)),
                Rules.SHOT_SPRITE,
                Rules.SHOT_COLOR,
                Rules.GLOW);
    }

    @Override
    public void tell(Tally tally) {
        int count = (int) places.size();
        for (int place = 0; place < count; place++) {
            int first = firsts.get(place);
            int end = firsts.get(place + 1);
            tally.place(ids.get(place), end - first);
            for (int i = first; i < end; i++) {
                tally.near(ids.get(others.get(i)));
            }
        }
        for (int i = 0; i < pairOrder.size(); i++) {
            int pair = pairOrder.get(i);
            tally.contact(pairs.shot(pair), pairs.enemy(pair));
        }
        for (int i = 0; i < sorted.size(); i++) {
            tally.element(
                    sorted.x(i),
                    sorted.y(i),
                    sorted.halfWidth(i),
                    sorted.halfHeight(i),
                    sorted.rotation(i),
                    sorted.sprite(i),
                    sorted.color(i),
                    sorted.flags(i));
        }
    }

    @Override
    public void end() {
        cellOf.forget();
        starts.forget();
        places.forget();
        ids.forget();
        firsts.forget();
        others.forget();
        pairs.forget();
        pairKeys.forget();
        pairOrder.forget();
        elements.forget();
        elementKeys.forget();
        order.forget();
        sorted.forget();
        scratch.freeAll();
    }

    @Override
    public long nativeBytes() {
        return scratch.peak();
    }

    @Override
    public void close() {
        scratch.close();
    }
}
