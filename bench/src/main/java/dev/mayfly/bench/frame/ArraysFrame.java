package dev.mayfly.bench.frame;

import java.util.Arrays;

/**
 * Primitive Java arrays that are kept from tick to tick and only ever grow: the fairest Java, with
 * neither objects nor garbage. All lists are flat; a list whose size nobody knows beforehand is
 * twice as large after it was full.
 */
final class ArraysFrame implements Frame {

    private static final int PLACE = 4;

    private int[] cellOf = {};
    private int[] starts = {};

    /** For each place x, y and velocity. */
    private float[] places = {};

    private int[] ids = {};
    private int[] firsts = {};
    private int[] others = {};
    private int[] pairs = {};
    private int[] pairKeys = {};
    private int[] pairOrder = {};
    private int[] elements = {};
    private int[] elementKeys = {};
    private int[] order = {};
    private int[] sorted = {};
    private final ArraySort sort = new ArraySort();

    private int count;
    private int contacts;
    private int drawn;

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
        count = world.enemies();
        int cells = world.cells();
        cellOf = room(cellOf, count);
        starts = room(starts, cells + 1);
        ids = room(ids, count);
        if (places.length < PLACE * count) {
            places = new float[PLACE * count];
        }
        int[] cellOf = this.cellOf;
        int[] starts = this.starts;
        Arrays.fill(starts, 0, cells, 0);
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = world.cell(world.x(enemy), world.y(enemy));
            cellOf[enemy] = cell;
            starts[cell]++;
        }
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += starts[cell];
            starts[cell] = sum;
        }
        starts[cells] = sum;
        int[] ids = this.ids;
        float[] places = this.places;
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            int place = --starts[cellOf[enemy]];
            ids[place] = enemy;
            places[PLACE * place] = world.x(enemy);
            places[PLACE * place + 1] = world.y(enemy);
            places[PLACE * place + 2] = world.velocityX(enemy);
            places[PLACE * place + 3] = world.velocityY(enemy);
        }
    }

    /** An array of at least that length, with anything in it; a new one has room to spare. */
    private static int[] room(int[] array, int length) {
        return array.length < length ? new int[Math.max(length, 2 * array.length)] : array;
    }

    private void findNeighbours(World world) {
        firsts = room(firsts, count + 1);
        others = room(others, count * Rules.EXPECTED_NEIGHBOURS);
        int end = 0;
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                end = findForCell(world, row, column, end);
            }
        }
        firsts[count] = end;
    }

    private int findForCell(World world, int row, int column, int begin) {
        int columns = world.columns();
        int[] starts = this.starts;
        int first = starts[row * columns + column];
        int last = starts[row * columns + column + 1];
        if (first == last) {
            return begin;
        }
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, columns - 1);
        int low = Math.max(row - 1, 0);
        int high = Math.min(row + 1, world.rows() - 1);
        int most = 0;
        for (int near = low; near <= high; near++) {
            most += starts[near * columns + right + 1] - starts[near * columns + left];
        }
        if (begin + most * (last - first) > others.length) {
            others =
                    Arrays.copyOf(
                            others, Math.max(2 * others.length, begin + most * (last - first)));
        }
        int end = begin;
        for (int place = first; place < last; place++) {
            firsts[place] = end;
            for (int near = low; near <= high; near++) {
                int from = starts[near * columns + left];
                int to = starts[near * columns + right + 1];
                end = findInRow(place, from, to, end);
            }
        }
        return end;
    }

    /** Writes everybody down and counts only those that are near, which needs no guessing. */
    private int findInRow(int place, int from, int to, int begin) {
        float[] places = this.places;
        int[] others = this.others;
        float x = places[PLACE * place];
        float y = places[PLACE * place + 1];
        int end = begin;
        for (int other = from; other < to; other++) {
            float awayX = places[PLACE * other] - x;
            float awayY = places[PLACE * other + 1] - y;
            others[end] = other;
            end += awayX * awayX + awayY * awayY < Rules.REACH_SQUARE & other != place ? 1 : 0;
        }
        return end;
    }

    private void steer(World world) {
        float[] places = this.places;
        int[] others = this.others;
        for (int place = 0; place < count; place++) {
            float x = places[PLACE * place];
            float y = places[PLACE * place + 1];
            float pushX = 0f;
            float pushY = 0f;
            float sumX = 0f;
            float sumY = 0f;
            int first = firsts[place];
            int end = firsts[place + 1];
            for (int i = first; i < end; i++) {
                int other = PLACE * others[i];
                float awayX = x - places[other];
                float awayY = y - places[other + 1];
                float push = Rules.push(awayX * awayX + awayY * awayY);
                pushX += awayX * push;
                pushY += awayY * push;
                sumX += places[other + 2];
                sumY += places[other + 3];
            }
            world.steer(ids[place], pushX, pushY, sumX, sumY, end - first);
        }
    }

    private void findContacts(World world) {
        contacts = 0;
        pairs = room(pairs, 2 * Rules.EXPECTED_CONTACTS);
        pairKeys = room(pairKeys, Rules.EXPECTED_CONTACTS);
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
            int last = starts[row * world.columns() + right + 1];
            for (int place = starts[row * world.columns() + left]; place < last; place++) {
                int enemy = ids[place];
                float near = Rules.radius(Rules.kind(enemy)) + Rules.SHOT_RADIUS;
                float awayX = places[PLACE * place] - x;
                float awayY = places[PLACE * place + 1] - y;
                float way = Rules.meeting(awayX, awayY, stepX, stepY, near);
                if (way >= 0f) {
                    addContact(shot, enemy, way);
                }
            }
        }
    }

    private void addContact(int shot, int enemy, float way) {
        if (contacts == pairKeys.length) {
            pairKeys = Arrays.copyOf(pairKeys, 2 * contacts);
            pairs = Arrays.copyOf(pairs, 4 * contacts);
        }
        pairKeys[contacts] = Rules.contactKey(shot, way);
        pairs[2 * contacts] = shot;
        pairs[2 * contacts + 1] = enemy;
        contacts++;
    }

    /** Brings the contacts into order and tells the world each shot's first one. */
    private void strike(World world) {
        pairOrder = room(pairOrder, contacts);
        sort.sort(pairKeys, pairOrder, contacts);
        int before = -1;
        for (int i = 0; i < contacts; i++) {
            int shot = pairs[2 * pairOrder[i]];
            if (shot != before) {
                world.strike(pairs[2 * pairOrder[i] + 1]);
                before = shot;
            }
        }
    }

    /** Collects what there is to draw, in any order. */
    private void collect(World world) {
        drawn = 0;
        elements = room(elements, Rules.ELEMENT_NUMBERS * Rules.EXPECTED_ELEMENTS);
        elementKeys = room(elementKeys, Rules.EXPECTED_ELEMENTS);
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
        order = room(order, drawn);
        sort.sort(elementKeys, order, drawn);
        sorted = room(sorted, Rules.ELEMENT_NUMBERS * drawn);
        for (int i = 0; i < drawn; i++) {
            int from = Rules.ELEMENT_NUMBERS * order[i];
            int to = Rules.ELEMENT_NUMBERS * i;
            for (int number = 0; number < Rules.ELEMENT_NUMBERS; number++) {
                sorted[to + number] = elements[from + number];
            }
        }
    }

    private void drawEnemy(World world, int enemy) {
        int kind = Rules.kind(enemy);
        float size = Rules.radius(kind) * Rules.HALO;
        float heading = Rules.heading(world.velocityX(enemy), world.velocityY(enemy));
        int sprite = Rules.sprite(kind);
        int color = world.color(enemy);
        int key = Rules.drawKey(Rules.ENEMY_LAYER, 0, sprite);
        add(key, world.x(enemy), world.y(enemy), size, size, heading, sprite, color, 0);
    }

    private void drawShot(World world, int shot) {
        add(
                Rules.drawKey(Rules.SHOT_LAYER, Rules.GLOW, Rules.SHOT_SPRITE),
                world.shotX(shot),
                world.shotY(shot),
                Rules.SHOT_HALF_WIDTH,
                Rules.SHOT_HALF_HEIGHT,
                Rules.heading(world.stepX(shot), world.stepY(shot)),
                Rules.SHOT_SPRITE,
                Rules.SHOT_COLOR,
                Rules.GLOW);
    }

    private void add(
            int key,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {
        if (drawn == elementKeys.length) {
            elementKeys = Arrays.copyOf(elementKeys, 2 * drawn);
            elements = Arrays.copyOf(elements, 2 * Rules.ELEMENT_NUMBERS * drawn);
        }
        elementKeys[drawn] = key;
        int at = Rules.ELEMENT_NUMBERS * drawn;
        int[] elements = this.elements;
        elements[at] = Float.floatToRawIntBits(x);
        elements[at + 1] = Float.floatToRawIntBits(y);
        elements[at + 2] = Float.floatToRawIntBits(halfWidth);
        elements[at + 3] = Float.floatToRawIntBits(halfHeight);
        elements[at + 4] = Float.floatToRawIntBits(rotation);
        elements[at + 5] = sprite;
        elements[at + 6] = color;
        elements[at + 7] = flags;
        drawn++;
    }

    @Override
    public void tell(Tally tally) {
        for (int place = 0; place < count; place++) {
            tally.place(ids[place], firsts[place + 1] - firsts[place]);
            for (int i = firsts[place]; i < firsts[place + 1]; i++) {
                tally.near(ids[others[i]]);
            }
        }
        for (int i = 0; i < contacts; i++) {
            tally.contact(pairs[2 * pairOrder[i]], pairs[2 * pairOrder[i] + 1]);
        }
        for (int at = 0; at < Rules.ELEMENT_NUMBERS * drawn; at += Rules.ELEMENT_NUMBERS) {
            tally.element(
                    Float.intBitsToFloat(sorted[at]),
                    Float.intBitsToFloat(sorted[at + 1]),
                    Float.intBitsToFloat(sorted[at + 2]),
                    Float.intBitsToFloat(sorted[at + 3]),
                    Float.intBitsToFloat(sorted[at + 4]),
                    sorted[at + 5],
                    sorted[at + 6],
                    sorted[at + 7]);
        }
    }

    @Override
    public void end() {}

    @Override
    public long nativeBytes() {
        return 0;
    }
}
