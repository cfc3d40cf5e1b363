package dev.mayfly.bench.frame;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.memory.Memory;

/**
 * Mayfly's frame arena by its raw face: addresses, as in C. The list that grows is the newest block
 * and grows where it stands; what is needed for a moment only is given back at once; the rest goes
 * in one step at the end.
 */
final class RawFrame implements Frame {

    private static final long INT = Integer.BYTES;
    private static final long PLACE = 16;
    private static final long PAIR = 8;
    private static final long ELEMENT = Rules.ELEMENT_NUMBERS * INT;
    private static final long ALIGNMENT = Allocator.DEFAULT_ALIGNMENT;

    private final FrameArena scratch = FrameArena.create();

    private int count;
    private long starts;
    private long places;
    private long ids;
    private long firsts;
    private long others;
    private long othersRoom;

    private int contacts;
    private int contactRoom;
    private long pairs;
    private long pairKeys;
    private long pairOrder;

    private int drawn;
    private int drawRoom;
    private long elements;
    private long elementKeys;
    private long sorted;

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

    private long allocate(long bytes) {
        return scratch.allocNonZeroed(bytes, ALIGNMENT);
    }

    private void lineUp(World world) {
        count = world.enemies();
        int cells = world.cells();
        starts = scratch.alloc((cells + 1) * INT, ALIGNMENT);
        places = allocate(count * PLACE);
        ids = allocate(count * INT);
        long cellOf = allocate(count * INT);
        for (int enemy = 0; enemy < count; enemy++) {
            int cell = world.cell(world.x(enemy), world.y(enemy));
            Memory.putInt(cellOf + enemy * INT, cell);
            long start = starts + cell * INT;
            Memory.putInt(start, Memory.getInt(start) + 1);
        }
        int sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            long start = starts + cell * INT;
            sum += Memory.getInt(start);
            Memory.putInt(start, sum);
        }
        Memory.putInt(starts + cells * INT, sum);
        for (int enemy = count - 1; enemy >= 0; enemy--) {
            long start = starts + Memory.getInt(cellOf + enemy * INT) * INT;
            int place = Memory.getInt(start) - 1;
            Memory.putInt(start, place);
            Memory.putInt(ids + place * INT, enemy);
            long body = places + place * PLACE;
            Memory.putFloat(body, world.x(enemy));
            Memory.putFloat(body + 4, world.y(enemy));
            Memory.putFloat(body + 8, world.velocityX(enemy));
            Memory.putFloat(body + 12, world.velocityY(enemy));
        }
        scratch.free(cellOf, count * INT);
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
        Memory.putInt(firsts + count * INT, end);
    }

    private int start(int cell) {
        return Memory.getInt(starts + cell * INT);
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
            Memory.putInt(firsts + place * INT, end);
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
        others = scratch.resizeNonZeroed(others, othersRoom * INT, room * INT, ALIGNMENT);
        othersRoom = room;
    }

    /** Writes everybody down and counts only those that are near, which needs no guessing. */
    private int findInRow(int place, int from, int to, int begin) {
        long places = this.places;
        long others = this.others;
        long here = places + place * PLACE;
        float x = Memory.getFloat(here);
        float y = Memory.getFloat(here + 4);
        int end = begin;
        for (int other = from; other < to; other++) {
            long there = places + other * PLACE;
            float awayX = Memory.getFloat(there) - x;
            float awayY = Memory.getFloat(there + 4) - y;
            Memory.putInt(others + end * INT, other);
            end += awayX * awayX + awayY * awayY < Rules.REACH_SQUARE & other != place ? 1 : 0;
        }
        return end;
    }

    private void steer(World world) {
        long places = this.places;
        long others = this.others;
        for (int place = 0; place < count; place++) {
            long here = places + place * PLACE;
            float x = Memory.getFloat(here);
            float y = Memory.getFloat(here + 4);
            float pushX = 0f;
            float pushY = 0f;
            float sumX = 0f;
            float sumY = 0f;
            int first = Memory.getInt(firsts + place * INT);
            int end = Memory.getInt(firsts + place * INT + INT);
            for (int i = first; i < end; i++) {
                long other = places + Memory.getInt(others + i * INT) * PLACE;
                float awayX = x - Memory.getFloat(other);
                float awayY = y - Memory.getFloat(other + 4);
                float push = Rules.push(awayX * awayX + awayY * awayY);
                pushX += awayX * push;
                pushY += awayY * push;
                sumX += Memory.getFloat(other + 8);
                sumY += Memory.getFloat(other + 12);
            }
            int enemy = Memory.getInt(ids + place * INT);
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
                int enemy = Memory.getInt(ids + place * INT);
                float near = Rules.radius(Rules.kind(enemy)) + Rules.SHOT_RADIUS;
                long there = places + place * PLACE;
                float awayX = Memory.getFloat(there) - x;
                float awayY = Memory.getFloat(there + 4) - y;
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
        Memory.putInt(pairKeys + contacts * INT, Rules.contactKey(shot, way));
        long pair = pairs + contacts * PAIR;
        Memory.putInt(pair, shot);
        Memory.putInt(pair + INT, enemy);
        contacts++;
    }

    private void growContacts() {
        int room = 2 * contactRoom;
        pairs = scratch.resizeNonZeroed(pairs, contactRoom * PAIR, room * PAIR, ALIGNMENT);
        pairKeys = scratch.resizeNonZeroed(pairKeys, contactRoom * INT, room * INT, ALIGNMENT);
        contactRoom = room;
    }

    /** Brings the contacts into order and tells the world each shot's first one. */
    private void strike(World world) {
        pairOrder = allocate(contacts * INT);
        RawSort.sort(scratch, pairKeys, pairOrder, contacts);
        int before = -1;
        for (int i = 0; i < contacts; i++) {
            long pair = pairs + Memory.getInt(pairOrder + i * INT) * PAIR;
            int shot = Memory.getInt(pair);
            if (shot != before) {
                world.strike(Memory.getInt(pair + INT));
                before = shot;
            }
        }
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
        long order = allocate(drawn * INT);
        RawSort.sort(scratch, elementKeys, order, drawn);
        sorted = allocate(drawn * ELEMENT);
        for (int i = 0; i < drawn; i++) {
            long from = elements + Memory.getInt(order + i * INT) * ELEMENT;
            long to = sorted + i * ELEMENT;
            Memory.putLong(to, Memory.getLong(from));
            Memory.putLong(to + 8, Memory.getLong(from + 8));
            Memory.putLong(to + 16, Memory.getLong(from + 16));
            Memory.putLong(to + 24, Memory.getLong(from + 24));
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
        Memory.putInt(elementKeys + drawn * INT, key);
        long element = elements + drawn * ELEMENT;
        Memory.putFloat(element, x);
        Memory.putFloat(element + 4, y);
        Memory.putFloat(element + 8, halfWidth);
        Memory.putFloat(element + 12, halfHeight);
        Memory.putFloat(element + 16, rotation);
        Memory.putInt(element + 20, sprite);
        Memory.putInt(element + 24, color);
        Memory.putInt(element + 28, flags);
        drawn++;
    }

    private void growElements() {
        int room = 2 * drawRoom;
        elements = scratch.resizeNonZeroed(elements, drawRoom * ELEMENT, room * ELEMENT, ALIGNMENT);
        elementKeys = scratch.resizeNonZeroed(elementKeys, drawRoom * INT, room * INT, ALIGNMENT);
        drawRoom = room;
    }

    @Override
    public void tell(Tally tally) {
        for (int place = 0; place < count; place++) {
            int first = Memory.getInt(firsts + place * INT);
            int end = Memory.getInt(firsts + place * INT + INT);
            tally.place(Memory.getInt(ids + place * INT), end - first);
            for (int i = first; i < end; i++) {
                tally.near(Memory.getInt(ids + Memory.getInt(others + i * INT) * INT));
            }
        }
        for (int i = 0; i < contacts; i++) {
            long pair = pairs + Memory.getInt(pairOrder + i * INT) * PAIR;
            tally.contact(Memory.getInt(pair), Memory.getInt(pair + INT));
        }
        for (long at = sorted; at < sorted + drawn * ELEMENT; at += ELEMENT) {
            tally.element(
                    Memory.getFloat(at),
                    Memory.getFloat(at + 4),
                    Memory.getFloat(at + 8),
                    Memory.getFloat(at + 12),
                    Memory.getFloat(at + 16),
                    Memory.getInt(at + 20),
                    Memory.getInt(at + 24),
                    Memory.getInt(at + 28));
        }
    }

    @Override
    public void end() {
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
