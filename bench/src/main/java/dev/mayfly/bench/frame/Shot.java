package dev.mayfly.bench.frame;

/** A shot, for those who keep the world in objects. It lives for all the run. */
final class Shot {

    final int number;
    float x;
    float y;
    float stepX;
    float stepY;

    Shot(int number) {
        this.number = number;
    }

    void look(World world) {
        x = world.shotX(number);
        y = world.shotY(number);
        stepX = world.stepX(number);
        stepY = world.stepY(number);
    }

    /** How far along its way it meets an enemy; negative if it does not. */
    float meets(Enemy enemy) {
        float near = Rules.radius(Rules.kind(enemy.number)) + Rules.SHOT_RADIUS;
        return Rules.meeting(enemy.x - x, enemy.y - y, stepX, stepY, near);
    }
}
