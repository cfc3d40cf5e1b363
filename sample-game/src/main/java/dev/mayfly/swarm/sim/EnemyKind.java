package dev.mayfly.swarm.sim;

/** The sorts of enemies and what makes each different. */
enum EnemyKind {
    /** Flocks, and drifts towards the player. */
    DRONE(Sprite.DRONE, 0.65f, 9f, 28f, 1, 10, Palette.PINK),
    /** Chases, and aims at where the player will be. */
    HUNTER(Sprite.HUNTER, 0.7f, 14.5f, 40f, 2, 30, Palette.ORANGE),
    /** Slow, takes many hits, shoots all around, and breaks up into drones. */
    BRUTE(Sprite.BRUTE, 1.5f, 5f, 12f, 14, 150, Palette.VIOLET);

    private static final EnemyKind[] ALL = values();

    /** How many kinds there are. */
    static final int COUNT = ALL.length;

    /** The largest radius of all, in metres. */
    static final float LARGEST_RADIUS = 1.5f;

    final int sprite;

    /** Metres. */
    final float radius;

    /** Metres a second. */
    final float speed;

    /** Metres a second, each second. */
    final float acceleration;

    /** Hits it takes. */
    final int health;

    /** What it is worth, before the multiplier. */
    final int points;

    final int color;

    EnemyKind(
            int sprite,
            float radius,
            float speed,
            float acceleration,
            int health,
            int points,
            int color) {
        this.sprite = sprite;
        this.radius = radius;
        this.speed = speed;
        this.acceleration = acceleration;
        this.health = health;
        this.points = points;
        this.color = color;
    }

    /** The kind with an ordinal. */
    static EnemyKind of(int ordinal) {
        return ALL[ordinal];
    }
}
