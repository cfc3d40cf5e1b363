package dev.mayfly.bench.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plain Java objects and collections, as most people write them: a list for each cell, a list of
 * neighbours for each enemy, records for contacts and elements, all made anew in each tick and left
 * to the garbage collector. Lists are made with the room that is likely to be enough; nothing is
 * boxed; what lists are sorted by is worked out once.
 */
final class ObjectsFrame implements Frame {

    /** Enemies in a cell, mostly. */
    private static final int EXPECTED_IN_CELL = 4;

    private static final Comparator<Contact> BY_WAY = Comparator.comparingInt(Contact::key);
    private static final Comparator<Element> BY_LAYER = Comparator.comparingInt(Element::key);

    private final List<Enemy> enemies = new ArrayList<>();
    private final List<Shot> shots = new ArrayList<>();

    private List<List<Enemy>> cells = List.of();
    private List<Crowd> crowds = List.of();
    private List<Contact> contacts = List.of();
    private List<Element> elements = List.of();

    /** An enemy and whoever is near. */
    private record Crowd(Enemy enemy, List<Enemy> neighbours) {}

    /** A shot that meets an enemy. */
    private record Contact(int key, Shot shot, Enemy enemy) {}

    /** Something to draw. */
    private record Element(
            int key,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {}

    @Override
    public void look(World world) {
        if (enemies.isEmpty()) {
            for (int enemy = 0; enemy < world.enemies(); enemy++) {
                enemies.add(new Enemy(enemy));
            }
            for (int shot = 0; shot < world.shots(); shot++) {
                shots.add(new Shot(shot));
            }
        }
        for (Enemy enemy : enemies) {
            enemy.look(world);
        }
        for (Shot shot : shots) {
            shot.look(world);
        }
    }

    @Override
    public void build(World world) {
        fillCells(world);
        findCrowds(world);
        for (Crowd crowd : crowds) {
            steer(world, crowd);
        }
        findContacts(world);
        strike(world);
        draw(world);
    }

    private void fillCells(World world) {
        cells = new ArrayList<>(world.cells());
        for (int cell = 0; cell < world.cells(); cell++) {
            cells.add(new ArrayList<>(EXPECTED_IN_CELL));
        }
        for (Enemy enemy : enemies) {
            cells.get(world.cell(enemy.x, enemy.y)).add(enemy);
        }
    }

    private void findCrowds(World world) {
        crowds = new ArrayList<>(enemies.size());
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                for (Enemy enemy : cells.get(row * world.columns() + column)) {
                    crowds.add(new Crowd(enemy, findNeighbours(world, row, column, enemy)));
                }
            }
        }
    }

    private List<Enemy> findNeighbours(World world, int row, int column, Enemy enemy) {
        List<Enemy> found = new ArrayList<>(2 * Rules.EXPECTED_NEIGHBOURS);
        int right = Math.min(column + 1, world.columns() - 1);
        int high = Math.min(row + 1, world.rows() - 1);
        for (int nearRow = Math.max(row - 1, 0); nearRow <= high; nearRow++) {
            for (int near = Math.max(column - 1, 0); near <= right; near++) {
                for (Enemy other : cells.get(nearRow * world.columns() + near)) {
                    float awayX = other.x - enemy.x;
                    float awayY = other.y - enemy.y;
                    float square = awayX * awayX + awayY * awayY;
                    if (square < Rules.REACH_SQUARE && other != enemy) {
                        found.add(other);
                    }
                }
            }
        }
        return found;
    }

    private static void steer(World world, Crowd crowd) {
        Enemy enemy = crowd.enemy;
        float pushX = 0f;
        float pushY = 0f;
        float sumX = 0f;
        float sumY = 0f;
        for (Enemy other : crowd.neighbours) {
            float awayX = enemy.x - other.x;
            float awayY = enemy.y - other.y;
            float push = Rules.push(awayX * awayX + awayY * awayY);
            pushX += awayX * push;
            pushY += awayY * push;
            sumX += other.velocityX;
            sumY += other.velocityY;
        }
        world.steer(enemy.number, pushX, pushY, sumX, sumY, crowd.neighbours.size());
    }

    private void findContacts(World world) {
        contacts = new ArrayList<>(Rules.EXPECTED_CONTACTS);
        for (Shot shot : shots) {
            findForShot(world, shot);
        }
        contacts.sort(BY_WAY);
    }

    private void findForShot(World world, Shot shot) {
        float reach = Rules.LARGEST_RADIUS + Rules.SHOT_RADIUS;
        int left = world.column(Math.min(shot.x, shot.x + shot.stepX) - reach);
        int right = world.column(Math.max(shot.x, shot.x + shot.stepX) + reach);
        int low = world.row(Math.min(shot.y, shot.y + shot.stepY) - reach);
        int high = world.row(Math.max(shot.y, shot.y + shot.stepY) + reach);
        for (int row = low; row <= high; row++) {
            for (int column = left; column <= right; column++) {
                for (Enemy enemy : cells.get(row * world.columns() + column)) {
                    float way = shot.meets(enemy);
                    if (way >= 0f) {
                        int key = Rules.contactKey(shot.number, way);
                        contacts.add(new Contact(key, shot, enemy));
                    }
                }
            }
        }
    }

    private void strike(World world) {
        Shot before = null;
        for (Contact contact : contacts) {
            if (contact.shot != before) {
                world.strike(contact.enemy.number);
                before = contact.shot;
            }
        }
    }

    private void draw(World world) {
        elements = new ArrayList<>(Rules.EXPECTED_ELEMENTS);
        for (Enemy enemy : enemies) {
            if (world.sees(enemy.x, enemy.y)) {
                elements.add(element(world, enemy));
            }
        }
        for (Shot shot : shots) {
            if (world.sees(shot.x, shot.y)) {
                elements.add(element(shot));
            }
        }
        elements.sort(BY_LAYER);
    }

    private static Element element(World world, Enemy enemy) {
        int kind = Rules.kind(enemy.number);
        float size = Rules.radius(kind) * Rules.HALO;
        int sprite = Rules.sprite(kind);
        return new Element(
                Rules.drawKey(Rules.ENEMY_LAYER, 0, sprite),
                enemy.x,
                enemy.y,
                size,
                size,
                Rules.heading(world.velocityX(enemy.number), world.velocityY(enemy.number)),
                sprite,
                world.color(enemy.number),
                0);
    }

    private static Element element(Shot shot) {
        return new Element(
                Rules.drawKey(Rules.SHOT_LAYER, Rules.GLOW, Rules.SHOT_SPRITE),
                shot.x,
                shot.y,
                Rules.SHOT_HALF_WIDTH,
                Rules.SHOT_HALF_HEIGHT,
                Rules.heading(shot.stepX, shot.stepY),
                Rules.SHOT_SPRITE,
                Rules.SHOT_COLOR,
                Rules.GLOW);
    }

    @Override
    public void tell(Tally tally) {
        for (Crowd crowd : crowds) {
            tally.place(crowd.enemy.number, crowd.neighbours.size());
            for (Enemy other : crowd.neighbours) {
                tally.near(other.number);
            }
        }
        for (Contact contact : contacts) {
            tally.contact(contact.shot.number, contact.enemy.number);
        }
        for (Element element : elements) {
            tally.element(
                    element.x,
                    element.y,
                    element.halfWidth,
                    element.halfHeight,
                    element.rotation,
                    element.sprite,
                    element.color,
                    element.flags);
        }
    }

    @Override
    public void end() {
        cells = List.of();
        crowds = List.of();
        contacts = List.of();
        elements = List.of();
    }

    @Override
    public long nativeBytes() {
        return 0;
    }
}
