package dev.mayfly.bench.frame;

import static org.lwjgl.system.MemoryUtil.memGetFloat;
import static org.lwjgl.system.MemoryUtil.memGetInt;
import static org.lwjgl.system.MemoryUtil.memGetLong;
import static org.lwjgl.system.MemoryUtil.memPutFloat;
import static org.lwjgl.system.MemoryUtil.memPutInt;
import static org.lwjgl.system.MemoryUtil.memPutLong;
import static org.lwjgl.system.MemoryUtil.memSet;

/**
 * A frame over addresses, as those write it who want speed from LWJGL: no buffer objects, reads and
 * writes through {@code MemoryUtil}. Where blocks come from, and how they grow, is the subclasses'.
 */
abstract class LwjglFrame implements Frame {

    private static final long INT = Integer.BYTES;
    private static final long PLACE = 16;
    private static final long PAIR = 8;
    private static final long ELEMENT = Rules.ELEMENT_NUMBERS * INT;

    private int count;
    long starts;
    long places;
    long ids;
    long firsts;
    long others;
    private long othersRoom;

    private int contacts;
    private int contactRoom;
    long pairs;
    long pairKeys;
    long pairOrder;

    private int drawn;
    private int drawRoom;
    long elements;
    long elementKeys;
    long order;
    long sorted;

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

    /** A block that stays until the end of the tick, at 16 bytes. */
    abstract long allocate(long bytes);

    /** A larger block with the same contents. */
    abstract long grow(long address, long oldBytes, long newBytes);

    /** A block for a moment only. */
    abstract long lend(long bytes);

    /** Takes back what was lent last. */
    abstract void takeBack(long address);

    private void lineUp(World world) {
        count = world.enemies();
        int cells = world.cells();
        starts = allocate((cells + 1) * INT);
        memSet(starts, 0, (cells + 1) * INT);
        places = allocate(count * PLACE);
        ids = allocate(count * INT);
        long cellOf = lend(count * INT);
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = world.cell(world.x(enemy), world.y(enemy));
            memPutInt(cellOf + enemy * INT, cell);
            long start = starts + cell * INT;
            memPutInt(start, memGetInt(start) + 1);
        }
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += memGetInt(starts + cell * INT);
            memPutInt(starts + cell * INT, sum);
        }
        memPutInt(starts + cells * INT, sum);
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            long start = starts + memGetInt(cellOf + enemy * INT) * INT;
            int place = memGetInt(start) - 1;
            memPutInt(start, place);
            memPutInt(ids + place * INT, enemy);
            long at = places + place * PLACE;
            memPutFloat(at, world.x(enemy));
            memPutFloat(at + 4, world.y(enemy));
            memPutFloat(at + 8, world.velocityX(enemy));
            memPutFloat(at + 12, world.velocityY(enemy));
        }
        takeBack(cellOf);
    }

    private void findNeighbours(World world) {
        firsts = allocate((count + 1) * INT);
        othersRoom = count * (long) Rules.EXPECTED_NEIGHBOURS;
        others = allocate(othersRoom * INT);
        int end = 0;
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                end = findForCell(world, row, column, end);
            }
        }
        memPutInt(firsts + count * INT, end);
    }

    private int start(int cell) {
        return memGetInt(starts + cell * INT);
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
        if (begin + most * (last - first) > othersRoom) {
            growOthers(begin + most * (last - first));
        }
        int end = begin;
        for (int place = first; place < last; place++) {
            memPutInt(firsts + place * INT, end);
            for (int near = low; near <= high; near++) {
                int from = start(near * columns + left);
                int to = start(near * columns + right + 1);
                end = findInRow(place, from, to, end);
            }
        }
        return end;
    }

    private void growOthers(long needed) {
        long room = Math.max(2 * othersRoom, needed);
        others = grow(others, othersRoom * INT, room * INT);
        othersRoom = room;
    }

    /** Writes everybody down and counts only those that are near, which needs no guessing. */
    private int findInRow(int place, int from, int to, int begin) {
        long places = this.places;
        long others = this.others;
        float x = memGetFloat(places + place * PLACE);
        float y = memGetFloat(places + place * PLACE + 4);
        int end = begin;
        for (int other = from; other < to; other++) {
            float awayX = memGetFloat(places + other * PLACE) - x;
            float awayY = memGetFloat(places + other * PLACE + 4) - y;
            memPutInt(others + end * INT, other);
            end += awayX * awayX + awayY * awayY < Rules.REACH_SQUARE & other != place ? 1 : 0;
        }
        return end;
    }

    private void steer(World world) {
        long places = this.places;
        long others = this.others;
        for (int place = 0; place < count; place++) {
            float x = memGetFloat(places + place * PLACE);
            float y = memGetFloat(places + place * PLACE + 4);
            float pushX = 0f;
            float pushY = 0f;
            float sumX = 0f;
            float sumY = 0f;
            int first = memGetInt(firsts + place * INT);
            int end = memGetInt(firsts + place * INT + INT);
            for (int i = first; i < end; i++) {
                long other = places + memGetInt(others + i * INT) * PLACE;
                float awayX = x - memGetFloat(other);
                float awayY = y - memGetFloat(other + 4);
                float push = Rules.push(awayX * awayX + awayY * awayY);
                pushX += awayX * push;
                pushY += awayY * push;
                sumX += memGetFloat(other + 8);
                sumY += memGetFloat(other + 12);
            }
            int enemy = memGetInt(ids + place * INT);
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
                int enemy = memGetInt(ids + place * INT);
                float near = Rules.radius(Rules.kind(enemy)) + Rules.SHOT_RADIUS;
                float awayX = memGetFloat(places + place * PLACE) - x;
                float awayY = memGetFloat(places + place * PLACE + 4) - y;
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
        memPutInt(pairKeys + contacts * INT, Rules.contactKey(shot, way));
        memPutInt(pairs + contacts * PAIR, shot);
        memPutInt(pairs + contacts * PAIR + INT, enemy);
        contacts++;
    }

    private void growContacts() {
        int room = 2 * contactRoom;
        pairs = grow(pairs, contactRoom * PAIR, room * PAIR);
        pairKeys = grow(pairKeys, contactRoom * INT, room * INT);
        contactRoom = room;
    }

    /** Brings the contacts into order and tells the world each shot's first one. */
    private void strike(World world) {
        pairOrder = allocate(contacts * INT);
        sort(pairKeys, pairOrder, contacts);
        int before = -1;
        for (int i = 0; i < contacts; i++) {
            long pair = pairs + memGetInt(pairOrder + i * INT) * PAIR;
            int shot = memGetInt(pair);
            if (shot != before) {
                world.strike(memGetInt(pair + INT));
                before = shot;
            }
        }
    }

    /** {@link ArraySort} over addresses. */
    private void sort(long keys, long order, int count) {
        long memory = lend(LwjglSort.bytes(count));
        LwjglSort.sort(memory, keys, order, count);
        takeBack(memory);
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
        order = allocate(drawn * INT);
        sort(elementKeys, order, drawn);
        sorted = allocate(drawn * ELEMENT);
        for (int i = 0; i < drawn; i++) {
            long from = elements + memGetInt(order + i * INT) * ELEMENT;
            long to = sorted + i * ELEMENT;
            memPutLong(to, memGetLong(from));
            memPutLong(to + 8, memGetLong(from + 8));
            memPutLong(to + 16, memGetLong(from + 16));
            memPutLong(to + 24, memGetLong(from + 24));
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
        memPutInt(elementKeys + drawn * INT, key);
        long at = elements + drawn * ELEMENT;
        memPutFloat(at, x);
        memPutFloat(at + 4, y);
        memPutFloat(at + 8, halfWidth);
        memPutFloat(at + 12, halfHeight);
        memPutFloat(at + 16, rotation);
        memPutInt(at + 20, sprite);
        memPutInt(at + 24, color);
        memPutInt(at + 28, flags);
        drawn++;
    }

    private void growElements() {
        int room = 2 * drawRoom;
        elements = grow(elements, drawRoom * ELEMENT, room * ELEMENT);
        elementKeys = grow(elementKeys, drawRoom * INT, room * INT);
        drawRoom = room;
    }

    @Override
    public void tell(Tally tally) {
        for (int place = 0; place < count; place++) {
            int first = memGetInt(firsts + place * INT);
            int end = memGetInt(firsts + place * INT + INT);
            tally.place(memGetInt(ids + place * INT), end - first);
            for (int i = first; i < end; i++) {
                tally.near(memGetInt(ids + memGetInt(others + i * INT) * INT));
            }
        }
        for (int i = 0; i < contacts; i++) {
            long pair = pairs + memGetInt(pairOrder + i * INT) * PAIR;
            tally.contact(memGetInt(pair), memGetInt(pair + INT));
        }
        for (long at = sorted; at < sorted + drawn * ELEMENT; at += ELEMENT) {
            tally.element(
                    memGetFloat(at),
                    memGetFloat(at + 4),
                    memGetFloat(at + 8),
                    memGetFloat(at + 12),
                    memGetFloat(at + 16),
                    memGetInt(at + 20),
                    memGetInt(at + 24),
                    memGetInt(at + 28));
        }
    }
}
