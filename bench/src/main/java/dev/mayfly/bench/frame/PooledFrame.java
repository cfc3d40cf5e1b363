package dev.mayfly.bench.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Java objects that are used again in each tick: contacts and elements from pools, lists that are
 * cleared and keep their room. What games do that have been bitten by the garbage collector. What
 * is left of garbage is what Java's own sort takes for itself.
 */
final class PooledFrame implements Frame {

    private static final Comparator<Contact> BY_WAY =
            Comparator.comparingInt(contact -> contact.key);
    private static final Comparator<Element> BY_LAYER =
            Comparator.comparingInt(element -> element.key);

    private final List<Enemy> enemies = new ArrayList<>();
    private final List<Shot> shots = new ArrayList<>();

    private final Pool<Crowd> crowdPool = new Pool<>(Crowd::new);
    private final Pool<Contact> contactPool = new Pool<>(Contact::new);
    private final Pool<Element> elementPool = new Pool<>(Element::new);

    private final List<ArrayList<Enemy>> cells = new ArrayList<>();
    private final ArrayList<Crowd> crowds = new ArrayList<>();
    private final ArrayList<Contact> contacts = new ArrayList<>();
    private final ArrayList<Element> elements = new ArrayList<>();

    private static final class Crowd {
        Enemy enemy = new Enemy(0);
        final ArrayList<Enemy> neighbours = new ArrayList<>();
    }

    private static final class Contact {
        int key;
        int shot;
        int enemy;
    }

    private static final class Element {
        int key;
        float x;
        float y;
        float halfWidth;
        float halfHeight;
        float rotation;
        int sprite;
        int color;
        int flags;
    }

    @Override
    public void look(World world) {
        if (enemies.isEmpty()) {
            for (int enemy = 0; enemy < world.enemies(); enemy++) {
                enemies.add(new Enemy(enemy));
            }
            for (int shot = 0; shot < world.shots(); shot++) {
                shots.add(new Shot(shot));
            }
            for (int cell = 0; cell < world.cells(); cell++) {
                cells.add(new ArrayList<>());
            }
        }
        for (int i = 0; i < enemies.size(); i++) {
            enemies.get(i).look(world);
        }
        for (int i = 0; i < shots.size(); i++) {
            shots.get(i).look(world);
        }
    }

    @Override
    public void build(World world) {
        fillCells(world);
        findCrowds(world);
        for (int i = 0; i < crowds.size(); i++) {
            steer(world, crowds.get(i));
        }
        findContacts(world);
        strike(world);
        draw(world);
    }

    private void fillCells(World world) {
        for (int i = 0; i < enemies.size(); i++) {
            Enemy enemy = enemies.get(i);
            cells.get(world.cell(enemy.x, enemy.y)).add(enemy);
        }
    }

    private void findCrowds(World world) {
        for (int row = 0; row < world.rows(); row++) {
            for (int column = 0; column < world.columns(); column++) {
                ArrayList<Enemy> cell = cells.get(row * world.columns() + column);
                for (int i = 0; i < cell.size(); i++) {
                    Crowd crowd = crowdPool.take();
                    crowd.enemy = cell.get(i);
                    findNeighbours(world, row, column, crowd);
                    crowds.add(crowd);
                }
            }
        }
    }

    private void findNeighbours(World world, int row, int column, Crowd crowd) {
        Enemy enemy = crowd.enemy;
        ArrayList<Enemy> found = crowd.neighbours;
        int right = Math.min(column + 1, world.columns() - 1);
        int high = Math.min(row + 1, world.rows() - 1);
        for (int nearRow = Math.max(row - 1, 0); nearRow <= high; nearRow++) {
            for (int near = Math.max(column - 1, 0); near <= right; near++) {
                ArrayList<Enemy> cell = cells.get(nearRow * world.columns() + near);
                for (int i = 0; i < cell.size(); i++) {
                    Enemy other = cell.get(i);
                    float awayX = other.x - enemy.x;
                    float awayY = other.y - enemy.y;
                    float square = awayX * awayX + awayY * awayY;
                    if (square < Rules.REACH_SQUARE && other != enemy) {
                        found.add(other);
                    }
                }
            }
        }
    }

    private static void steer(World world, Crowd crowd) {
        Enemy enemy = crowd.enemy;
        ArrayList<Enemy> neighbours = crowd.neighbours;
        float pushX = 0f;
        float pushY = 0f;
        float sumX = 0f;
        float sumY = 0f;
        for (int i = 0; i < neighbours.size(); i++) {
            Enemy other = neighbours.get(i);
            float awayX = enemy.x - other.x;
            float awayY = enemy.y - other.y;
            float push = Rules.push(awayX * awayX + awayY * awayY);
            pushX += awayX * push;
            pushY += awayY * push;
            sumX += other.velocityX;
            sumY += other.velocityY;
        }
        world.steer(enemy.number, pushX, pushY, sumX, sumY, neighbours.size());
    }

    private void findContacts(World world) {
        for (int i = 0; i < shots.size(); i++) {
            findForShot(world, shots.get(i));
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
                ArrayList<Enemy> cell = cells.get(row * world.columns() + column);
                for (int i = 0; i < cell.size(); i++) {
                    addIfMet(shot, cell.get(i));
                }
            }
        }
    }

    private void addIfMet(Shot shot, Enemy enemy) {
        float way = shot.meets(enemy);
        if (way >= 0f) {
            Contact contact = contactPool.take();
            contact.key = Rules.contactKey(shot.number, way);
            contact.shot = shot.number;
            contact.enemy = enemy.number;
            contacts.add(contact);
        }
    }

    private void strike(World world) {
        int before = -1;
        for (int i = 0; i < contacts.size(); i++) {
            Contact contact = contacts.get(i);
            if (contact.shot != before) {
                world.strike(contact.enemy);
                before = contact.shot;
            }
        }
    }

    private void draw(World world) {
        for (int i = 0; i < enemies.size(); i++) {
            Enemy enemy = enemies.get(i);
            if (world.sees(enemy.x, enemy.y)) {
                drawEnemy(world, enemy);
            }
        }
        for (int i = 0; i < shots.size(); i++) {
            Shot shot = shots.get(i);
            if (world.sees(shot.x, shot.y)) {
                drawShot(shot);
            }
        }
        elements.sort(BY_LAYER);
    }

    private void drawEnemy(World world, Enemy enemy) {
        int kind = Rules.kind(enemy.number);
        float size = Rules.radius(kind) * Rules.HALO;
        Element element = elementPool.take();
        element.sprite = Rules.sprite(kind);
        element.key = Rules.drawKey(Rules.ENEMY_LAYER, 0, element.sprite);
        element.x = enemy.x;
        element.y = enemy.y;
        element.halfWidth = size;
        element.halfHeight = size;
        element.rotation =
                Rules.heading(world.velocityX(enemy.number), world.velocityY(enemy.number));
        element.color = world.color(enemy.number);
        element.flags = 0;
        elements.add(element);
    }

    private void drawShot(Shot shot) {
        Element element = elementPool.take();
        element.sprite = Rules.SHOT_SPRITE;
        element.key = Rules.drawKey(Rules.SHOT_LAYER, Rules.GLOW, Rules.SHOT_SPRITE);
        element.x = shot.x;
        element.y = shot.y;
        element.halfWidth = Rules.SHOT_HALF_WIDTH;
        element.halfHeight = Rules.SHOT_HALF_HEIGHT;
        element.rotation = Rules.heading(shot.stepX, shot.stepY);
        element.color = Rules.SHOT_COLOR;
        element.flags = Rules.GLOW;
        elements.add(element);
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
            tally.contact(contact.shot, contact.enemy);
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
        for (int cell = 0; cell < cells.size(); cell++) {
            cells.get(cell).clear();
        }
        for (int i = 0; i < crowds.size(); i++) {
            crowds.get(i).neighbours.clear();
        }
        crowds.clear();
        contacts.clear();
        elements.clear();
        crowdPool.takeAllBack();
        contactPool.takeAllBack();
        elementPool.takeAllBack();
    }

    @Override
    public long nativeBytes() {
        return 0;
    }
}
