package dev.mayfly.bench.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a frame finds, without a grid and without a clever sort: everybody is compared with
 * everybody.
 */
final class NaiveFrame implements Frame {

    private final List<Body> bodies = new ArrayList<>();
    private final List<List<Body>> neighbours = new ArrayList<>();
    private final List<Meeting> meetings = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    private record Body(
            int number, int row, int column, float x, float y, float velocityX, float velocityY) {}

    private record Meeting(int shot, int step, int enemy) {}

    private record Picture(
            int layer,
            float x,
            float y,
            float halfWidth,
            float halfHeight,
            float rotation,
            int sprite,
            int color,
            int flags) {}

    @Override
    public void build(World world) {
        for (int i = 0; i < world.enemies(); i++) {
            float x = world.x(i);
            float y = world.y(i);
            int row = world.row(y);
            int column = world.column(x);
            bodies.add(new Body(i, row, column, x, y, world.velocityX(i), world.velocityY(i)));
        }
        bodies.sort(
                Comparator.comparingInt(Body::row)
                        .thenComparingInt(Body::column)
                        .thenComparingInt(Body::number));
        for (Body body : bodies) {
            List<Body> near = near(body);
            neighbours.add(near);
            steer(world, body, near);
        }
        for (int shot = 0; shot < world.shots(); shot++) {
            meet(world, shot);
        }
        meetings.sort(Comparator.comparingInt(Meeting::shot).thenComparingInt(Meeting::step));
        for (int shot = 0; shot < world.shots(); shot++) {
            strikeFirst(world, shot);
        }
        draw(world);
    }

    private List<Body> near(Body body) {
        List<Body> near = new ArrayList<>();
        for (Body other : bodies) {
            float awayX = other.x - body.x;
            float awayY = other.y - body.y;
            if (other != body && awayX * awayX + awayY * awayY < Rules.REACH_SQUARE) {
                near.add(other);
            }
        }
        return near;
    }

    private static void steer(World world, Body body, List<Body> near) {
        float pushX = 0f;
        float pushY = 0f;
        float sumX = 0f;
        float sumY = 0f;
        for (Body other : near) {
            float awayX = body.x - other.x;
            float awayY = body.y - other.y;
            float push = Rules.push(awayX * awayX + awayY * awayY);
            pushX += awayX * push;
            pushY += awayY * push;
            sumX += other.velocityX;
            sumY += other.velocityY;
        }
        world.steer(body.number, pushX, pushY, sumX, sumY, near.size());
    }

    private void meet(World world, int shot) {
        for (Body body : bodies) {
            float radius = Rules.radius(Rules.kind(body.number)) + Rules.SHOT_RADIUS;
            float way =
                    Rules.meeting(
                            body.x - world.shotX(shot),
                            body.y - world.shotY(shot),
                            world.stepX(shot),
                            world.stepY(shot),
                            radius);
            if (way >= 0) {
                meetings.add(new Meeting(shot, (int) (way * 255), body.number));
            }
        }
    }

    private void strikeFirst(World world, int shot) {
        for (Meeting meeting : meetings) {
            if (meeting.shot == shot) {
                world.strike(meeting.enemy);
                return;
            }
        }
    }

    private void draw(World world) {
        for (int enemy = 0; enemy < world.enemies(); enemy++) {
            if (world.sees(world.x(enemy), world.y(enemy))) {
                int kind = Rules.kind(enemy);
                float size = Rules.radius(kind) * Rules.HALO;
                pictures.add(
                        new Picture(
                                Rules.ENEMY_LAYER,
                                world.x(enemy),
                                world.y(enemy),
                                size,
                                size,
                                Rules.heading(world.velocityX(enemy), world.velocityY(enemy)),
                                Rules.sprite(kind),
                                world.color(enemy),
                                0));
            }
        }
        for (int shot = 0; shot < world.shots(); shot++) {
            if (world.sees(world.shotX(shot), world.shotY(shot))) {
                pictures.add(
                        new Picture(
                                Rules.SHOT_LAYER,
                                world.shotX(shot),
                                world.shotY(shot),
                                Rules.SHOT_HALF_WIDTH,
                                Rules.SHOT_HALF_HEIGHT,
                                Rules.heading(world.stepX(shot), world.stepY(shot)),
                                Rules.SHOT_SPRITE,
                                Rules.SHOT_COLOR,
                                Rules.GLOW));
            }
        }
        pictures.sort(
                Comparator.comparingInt(Picture::layer)
                        .thenComparingInt(Picture::flags)
                        .thenComparingInt(Picture::sprite));
    }

    @Override
    public void tell(Tally tally) {
        for (int i = 0; i < bodies.size(); i++) {
            tally.place(bodies.get(i).number, neighbours.get(i).size());
            neighbours.get(i).forEach(other -> tally.near(other.number));
        }
        meetings.forEach(meeting -> tally.contact(meeting.shot, meeting.enemy));
        pictures.forEach(
                each ->
                        tally.element(
                                each.x,
                                each.y,
                                each.halfWidth,
                                each.halfHeight,
                                each.rotation,
                                each.sprite,
                                each.color,
                                each.flags));
    }

    @Override
    public void end() {
        bodies.clear();
        neighbours.clear();
        meetings.clear();
        pictures.clear();
    }

    @Override
    public long nativeBytes() {
        return 0;
    }
}
