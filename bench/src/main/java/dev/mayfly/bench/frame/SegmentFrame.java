package dev.mayfly.bench.frame;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * A frame over memory segments: every access is checked against the segment's end and its life.
 * Where segments come from, and how they grow, is the subclasses'.
 */
abstract class SegmentFrame implements Frame {

    private static final long INT = Integer.BYTES;
    private static final long PLACE = 16;
    private static final long PAIR = 8;
    private static final long ELEMENT = Rules.ELEMENT_NUMBERS * INT;

    private int count;
    private MemorySegment starts = MemorySegment.NULL;
    private MemorySegment places = MemorySegment.NULL;
    private MemorySegment ids = MemorySegment.NULL;
    private MemorySegment firsts = MemorySegment.NULL;
    private MemorySegment others = MemorySegment.NULL;

    private int contacts;
    private int contactRoom;
    private MemorySegment pairs = MemorySegment.NULL;
    private MemorySegment pairKeys = MemorySegment.NULL;
    private MemorySegment pairOrder = MemorySegment.NULL;

    private int drawn;
    private int drawRoom;
    private MemorySegment elements = MemorySegment.NULL;
    private MemorySegment elementKeys = MemorySegment.NULL;
    private MemorySegment sorted = MemorySegment.NULL;

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

    /** A segment that stays until the end of the tick, at 16 bytes, with anything in it. */
    abstract MemorySegment allocate(long bytes);

    /** The same, zeroed. */
    abstract MemorySegment allocateZeroed(long bytes);

    /** A larger segment with the same contents. */
    abstract MemorySegment grow(MemorySegment full, long bytes);

    /** A segment for a moment only. */
    abstract MemorySegment lend(long bytes);

    /** Takes back what was lent last. */
    abstract void takeBack();

    private void lineUp(World world) {
        count = world.enemies();
        int cells = world.cells();
        starts = allocateZeroed((cells + 1) * INT);
        places = allocate(count * PLACE);
        ids = allocate(count * INT);
        MemorySegment cellOf = lend(count * INT);
        MemorySegment starts = this.starts;
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = world.cell(world.x(enemy), world.y(enemy));
            cellOf.set(JAVA_INT, enemy * INT, cell);
            starts.set(JAVA_INT, cell * INT, starts.get(JAVA_INT, cell * INT) + 1);
        }
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += starts.get(JAVA_INT, cell * INT);
            starts.set(JAVA_INT, cell * INT, sum);
        }
        starts.set(JAVA_INT, cells * INT, sum);
        MemorySegment places = this.places;
        MemorySegment ids = this.ids;
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            int cell = cellOf.get(JAVA_INT, enemy * INT);
            int place = starts.get(JAVA_INT, cell * INT) - 1;
            starts.set(JAVA_INT, cell * INT, place);
            ids.set(JAVA_INT, place * INT, enemy);
            places.set(JAVA_FLOAT, place * PLACE, world.x(enemy));
            places.set(JAVA_FLOAT, place * PLACE + 4, world.y(enemy));
            places.set(JAVA_FLOAT, place * PLACE + 8, world.velocityX(enemy));
            places.set(JAVA_FLOAT, place * PLACE + 12, world.velocityY(enemy));
        }
        takeBack();
    }

    private void findNeighbours(World world) {
        firsts = allocate((count + 1) * INT);
        others = allocate(count * Rules.EXPECTED_NEIGHBOURS * INT);
        int end = 0;
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                end = findForCell(world, row, column, end);
            }
        }
        firsts.set(JAVA_INT, count * INT, end);
    }

    private int start(int cell) {
        return starts.get(JAVA_INT, cell * INT);
    }

    private int findForCell(World world, int row, int column, int begin) {
        int columns = world.columns();
        int first = start(row * columns + column);
        int last = start(row * columns + column + 1);
        if (first == last) {
            return begin;
        }
        int left = Math.max(column - 1, 0);
        int right = Math.min(column + 1, columns - 1);
        int low = Math.max(row - 1, 0);
        int high = Math.min(row + 1, world.rows() - 1);
        int most = 0;
        for (int near = low; near <= high; near++) {
            most += start(near * columns + right + 1) - start(near * columns + left);
        }
        long needed = (begin + most * (last - first)) * INT;
        if (needed > others.byteSize()) {
            others = grow(others, Math.max(2 * others.byteSize(), needed));
        }
        int end = begin;
        for (int place = first; place < last; place++) {
            firsts.set(JAVA_INT, place * INT, end);
            for (int near = low; near <= high; near++) {
                int from = start(near * columns + left);
                int to = start(near * columns + right + 1);
                end = findInRow(place, from, to, end);
            }
        }
        return end;
    }

    /** Writes everybody down and counts only those that are near, which needs no guessing. */
    private int findInRow(int place, int from, int to, int begin) {
        MemorySegment places = this.places;
        MemorySegment others = this.others;
        float x = places.get(JAVA_FLOAT, place * PLACE);
        float y = places.get(JAVA_FLOAT, place * PLACE + 4);
        int end = begin;
        for (int other = from; other < to; other++) {
            float awayX = places.get(JAVA_FLOAT, other * PLACE) - x;
            float awayY = places.get(JAVA_FLOAT, other * PLACE + 4) - y;
            others.set(JAVA_INT, end * INT, other);
            end += awayX * awayX + awayY * awayY < Rules.REACH_SQUARE & other != place ? 1 : 0;
        }
        return end;
    }

    private void steer(World world) {
        MemorySegment places = this.places;
        MemorySegment others = this.others;
        for (int place = 0; place < count; place++) {
            float x = places.get(JAVA_FLOAT, place * PLACE);
            float y = places.get(JAVA_FLOAT, place * PLACE + 4);
            float pushX = 0f;
            float pushY = 0f;
            float sumX = 0f;
            float sumY = 0f;
            int first = firsts.get(JAVA_INT, place * INT);
            int end = firsts.get(JAVA_INT, place * INT + INT);
            for (int i = first; i < end; i++) {
                long other = others.get(JAVA_INT, i * INT) * PLACE;
                float awayX = x - places.get(JAVA_FLOAT, other);
                float awayY = y - places.get(JAVA_FLOAT, other + 4);
                float push = Rules.push(awayX * awayX + awayY * awayY);
                pushX += awayX * push;
                pushY += awayY * push;
                sumX += places.get(JAVA_FLOAT, other + 8);
                sumY += places.get(JAVA_FLOAT, other + 12);
            }
            int enemy = ids.get(JAVA_INT, place * INT);
            world.steer(enemy, pushX, pushY, sumX, sumY, end - first);
        }
    }

    private void findContacts(World world) {
        contacts = 0;
        contactRoom = Rules.EXPECTED_CONTACTS;
        pairKeys = allocate(contactRoom * INT);
        pairs = allocate(contactRoom * PAIR);
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
            int last = start(row * world.columns() + right + 1);
            for (int place = start(row * world.columns() + left); place < last; place++) {
                int enemy = ids.get(JAVA_INT, place * INT);
                float near = Rules.radius(Rules.kind(enemy)) + Rules.SHOT_RADIUS;
                float awayX = places.get(JAVA_FLOAT, place * PLACE) - x;
                float awayY = places.get(JAVA_FLOAT, place * PLACE + 4) - y;
                float way = Rules.meeting(awayX, awayY, stepX, stepY, near);
                if (way >= 0f) {
                    addContact(shot, enemy, way);
                }
            }
        }
    }

    private void addContact(int shot, int enemy, float way) {
        if (contacts == contactRoom) {
            growContacts();
        }
        pairKeys.set(JAVA_INT, contacts * INT, Rules.contactKey(shot, way));
        pairs.set(JAVA_INT, contacts * PAIR, shot);
        pairs.set(JAVA_INT, contacts * PAIR + INT, enemy);
        contacts++;
    }

    private void growContacts() {
        int room = 2 * contactRoom;
        pairs = grow(pairs, room * PAIR);
        pairKeys = grow(pairKeys, room * INT);
        contactRoom = room;
    }

    /** Brings the contacts into order and tells the world each shot's first one. */
    private void strike(World world) {
        pairOrder = allocate(contacts * INT);
        sort(pairKeys, pairOrder, contacts);
        int before = -1;
        for (int i = 0; i < contacts; i++) {
            long pair = pairOrder.get(JAVA_INT, i * INT) * PAIR;
            int shot = pairs.get(JAVA_INT, pair);
            if (shot != before) {
                world.strike(pairs.get(JAVA_INT, pair + INT));
                before = shot;
            }
        }
    }

    /** {@link ArraySort} over segments. */
    private void sort(MemorySegment keys, MemorySegment order, int count) {
        SegmentSort.sort(lend(SegmentSort.bytes(count)), keys, order, count);
        takeBack();
    }

    /** Collects what there is to draw, in any order. */
    private void collect(World world) {
        drawn = 0;
        drawRoom = Rules.EXPECTED_ELEMENTS;
        elementKeys = allocate(drawRoom * INT);
        elements = allocate(drawRoom * ELEMENT);
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
        MemorySegment order = allocate(drawn * INT);
        sort(elementKeys, order, drawn);
        MemorySegment elements = this.elements;
        MemorySegment sorted = allocate(drawn * ELEMENT);
        this.sorted = sorted;
        for (int i = 0; i < drawn; i++) {
            long from = order.get(JAVA_INT, i * INT) * ELEMENT;
            long to = i * ELEMENT;
            sorted.set(JAVA_LONG, to, elements.get(JAVA_LONG, from));
            sorted.set(JAVA_LONG, to + 8, elements.get(JAVA_LONG, from + 8));
            sorted.set(JAVA_LONG, to + 16, elements.get(JAVA_LONG, from + 16));
            sorted.set(JAVA_LONG, to + 24, elements.get(JAVA_LONG, from + 24));
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
        if (drawn == drawRoom) {
            growElements();
        }
        elementKeys.set(JAVA_INT, drawn * INT, key);
        MemorySegment elements = this.elements;
        long at = drawn * ELEMENT;
        elements.set(JAVA_FLOAT, at, x);
        elements.set(JAVA_FLOAT, at + 4, y);
        elements.set(JAVA_FLOAT, at + 8, halfWidth);
        elements.set(JAVA_FLOAT, at + 12, halfHeight);
        elements.set(JAVA_FLOAT, at + 16, rotation);
        elements.set(JAVA_INT, at + 20, sprite);
        elements.set(JAVA_INT, at + 24, color);
        elements.set(JAVA_INT, at + 28, flags);
        drawn++;
    }

    private void growElements() {
        int room = 2 * drawRoom;
        elements = grow(elements, room * ELEMENT);
        elementKeys = grow(elementKeys, room * INT);
        drawRoom = room;
    }

    @Override
    public void tell(Tally tally) {
        for (int place = 0; place < count; place++) {
            int first = firsts.get(JAVA_INT, place * INT);
            int end = firsts.get(JAVA_INT, place * INT + INT);
            tally.place(ids.get(JAVA_INT, place * INT), end - first);
            for (int i = first; i < end; i++) {
                tally.near(ids.get(JAVA_INT, others.get(JAVA_INT, i * INT) * INT));
            }
        }
        for (int i = 0; i < contacts; i++) {
            long pair = pairOrder.get(JAVA_INT, i * INT) * PAIR;
            tally.contact(pairs.get(JAVA_INT, pair), pairs.get(JAVA_INT, pair + INT));
        }
        for (long at = 0; at < drawn * ELEMENT; at += ELEMENT) {
            tally.element(
                    sorted.get(JAVA_FLOAT, at),
                    sorted.get(JAVA_FLOAT, at + 4),
                    sorted.get(JAVA_FLOAT, at + 8),
                    sorted.get(JAVA_FLOAT, at + 12),
                    sorted.get(JAVA_FLOAT, at + 16),
                    sorted.get(JAVA_INT, at + 20),
                    sorted.get(JAVA_INT, at + 24),
                    sorted.get(JAVA_INT, at + 28));
        }
    }
}
