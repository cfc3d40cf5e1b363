package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.loop.RangeTask;

/** Who is near a place, for those who ask about one place only, before there is a grid. */
final class Lookout {

    private final Enemies enemies;
    private final Picks near;

    private final RangeTask looking = (from, to, _) -> look(from, to);

    private float x;
    private float y;
    private float reachSquare;

    /**
     * @param scratch what is seen is good until it is emptied
     */
    Lookout(Enemies enemies, Crew crew, FrameArena scratch) {
        this.enemies = enemies;
        near = new Picks(crew, scratch);
    }

    /** Finds everybody within so many metres; whom it found before is forgotten. */
    void look(float fromX, float fromY, float reach) {
        x = fromX;
        y = fromY;
        reachSquare = reach * reach;
        near.pick(enemies.count(), looking);
    }

    private void look(int from, int to) {
        int end = from;
        for (int enemy = from; enemy < to; enemy++) {
            near.set(end, enemy);
            end += Sign.below(square(enemy), reachSquare);
        }
        near.end(from, end);
    }

    private float square(int enemy) {
        float awayX = x - enemies.x(enemy);
        float awayY = y - enemies.y(enemy);
        return awayX * awayX + awayY * awayY;
    }

    /** How many there are. */
    int count() {
        return near.count();
    }

    /** One of them, in the order of their numbers. */
    int enemy(int index) {
        return near.enemy(index);
    }

    /** The nearest of them; {@link Enemies#NOBODY} if there is none. */
    int nearest() {
        int found = Enemies.NOBODY;
        float least = Float.MAX_VALUE;
        for (int i = 0; i < count(); i++) {
            float square = square(enemy(i));
            if (square < least) {
                found = enemy(i);
                least = square;
            }
        }
        return found;
    }
}
