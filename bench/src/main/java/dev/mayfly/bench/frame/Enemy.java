package dev.mayfly.bench.frame;

/** An enemy, for those who keep the world in objects. It lives for all the run. */
final class Enemy {

    final int number;
    float x;
    float y;
    float velocityX;
    float velocityY;

    Enemy(int number) {
        this.number = number;
    }

    void look(World world) {
        x = world.x(number);
        y = world.y(number);
        velocityX = world.velocityX(number);
        velocityY = world.velocityY(number);
    }
}
