package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.DynamicArena;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.loop.RangeTask;
import dev.mayfly.loop.Workers;

import org.jspecify.annotations.Nullable;

/**
 * Everything in the arena, and what happens to it in a tick.
 *
 * <p>Things that last are structures of arrays in one arena over persistent memory, which gives all
 * of it back at once. What a tick works out on the way — the grid, the neighbour lists, the
 * contacts — is in scratch, built anew each time and never freed here.
 */
final class Battle implements AutoCloseable {

    /** Enemies that fly about behind the title. */
    private static final int TITLE_ENEMIES = 70;

    /** As many enemies as the normal game ever has at once, with room to spare. */
    private static final int NORMAL_CAPACITY = 1024;

    /**
     * Room for those that brutes break up into, beyond the number that the swarm mode keeps alive.
     */
    private static final int SWARM_SPARE = 64;

    /** Drones that a brute breaks up into. */
    private static final int BROOD = 4;

    /** Metres that the shock wave of a lost ship reaches. */
    private static final float SHOCK_REACH = 17f;

    /** Metres that enemies see in the swarm mode, so that they do not all end up in one heap. */
    private static final float SWARM_SIGHT = 34f;

    private static final float UNLIMITED_SIGHT = 1e6f;
    private static final int SWARM_BARRELS = 3;
    private static final int WAVE_BONUS = 100;
    private static final int NEVER = -1_000_000;

    private static final int SHOTS_CAPACITY = 256;
    private static final float SHOT_SPEED = 52f;

    /** Ticks in which a shot flies 31 metres: about to the edge of the view. */
    private static final int SHOT_LIFE = 36;

    private static final int BOLTS_CAPACITY = 512;
    private static final float BOLT_SPEED = 10f;
    private static final int BOLT_LIFE = 190;

    /** Ticks from one volley of a brute to the next, and shots in one. */
    private static final int VOLLEY_INTERVAL = 170;

    private static final int VOLLEY = 8;

    /** Metres from which brutes shoot at the ship. */
    private static final float VOLLEY_REACH = 30f;

    final Bounds bounds;
    final Enemies enemies;

    /** The player's. */
    final Shots shots;

    /** The brutes'. */
    final Shots bolts;

    final Sparks sparks;
    final Portals portals;
    final Ship ship = new Ship();
    final Camera camera = new Camera();
    final Score score = new Score();
    final Waves waves;

    final Crew crew;

    /** For autopilots. */
    final Lookout lookout;

    /** How many enemies the swarm mode keeps alive; 0 in the normal game. */
    final int swarm;

    private final DynamicArena storage;
    private final Chance chance;
    private final Effects effects;
    private final Grid grid;
    private final Flock flock;
    private final Contacts contacts;

    /** The brutes that shoot in this tick. */
    private final Picks shooters;

    private final RangeTask choosing = (from, to, _) -> chooseShooters(from, to);
    private final RangeTask moving;

    private int clock;
    private boolean running;
    private int lifeEarned;

    Battle(
            Allocator persistent,
            FrameArena scratch,
            @Nullable Workers workers,
            long seed,
            int swarm) {
        this.swarm = swarm;
        crew = new Crew(workers, scratch);
        bounds = swarm == 0 ? Bounds.NORMAL : Bounds.forSwarm(swarm);
        chance = new Chance(seed);
        storage = new DynamicArena(persistent);
        try {
            enemies = new Enemies(storage, swarm == 0 ? NORMAL_CAPACITY : swarm + SWARM_SPARE);
            shots = new Shots(storage, SHOTS_CAPACITY, SHOT_SPEED, SHOT_LIFE);
            bolts = new Shots(storage, BOLTS_CAPACITY, BOLT_SPEED, BOLT_LIFE);
            sparks = new Sparks(storage);
            portals = new Portals(storage);
        } catch (MemoryException full) {
            storage.close();
            throw full;
        }
        effects = new Effects(sparks, camera, chance);
        waves = new Waves(bounds, chance);
        grid = new Grid(bounds, enemies.all, crew, scratch);
        flock = new Flock(bounds, grid, enemies.all, crew, scratch);
        contacts = new Contacts(scratch);
        shooters = new Picks(crew, scratch);
        lookout = new Lookout(enemies, crew, scratch);
        moving = (from, to, _) -> enemies.move(bounds, from, to);
    }

    /** The ticks of simulated time so far; held while the game is paused. */
    int clock() {
        return clock;
    }

    /** Clears the arena and lets some enemies fly about, without a ship. */
    void stageTitle() {
        clear();
        running = false;
        ship.arrive(0f, 0f);
        camera.jump(0f, 0f);
        for (int i = 0; i < TITLE_ENEMIES; i++) {
            spawnAnywhere(0f);
        }
    }

    /** Clears the arena and brings the ship. */
    void stageRun() {
        clear();
        running = true;
        lifeEarned = NEVER;
        score.begin();
        ship.arrive(0f, 0f);
        camera.jump(0f, 0f);
        waves.begin();
        if (swarm > 0) {
            refill(12f);
        }
    }

    private void clear() {
        enemies.clear();
        shots.all.clear();
        bolts.all.clear();
        sparks.all.clear();
        portals.all.clear();
    }

    /** A tick. Whether the run is over: the last ship was lost. */
    boolean step(long input) {
        clock++;
        effects.setClock(clock);
        sparks.move(clock);
        boolean flies = running && ship.isPresent();
        if (flies) {
            steerShip(input);
        }
        think(flies);
        contacts.find(grid, shots, enemies);
        strike();
        if (flies) {
            shootBack();
        }
        boolean over = flies && !ship.isShielded() && isHit() && loseShip();
        moveAll();
        if (running) {
            direct();
        }
        return over;
    }

    private void steerShip(long input) {
        ship.fly(input, bounds, effects);
        if (PlayerInput.has(input, PlayerInput.FIRE)) {
            ship.fire(swarm > 0 ? SWARM_BARRELS : score.barrels(), shots, enemies, effects, clock);
        }
    }

    /** Every enemy looks around and decides where to go. */
    private void think(boolean hasPrey) {
        grid.build();
        if (hasPrey) {
            flock.chase(ship, swarm > 0 ? SWARM_SIGHT : UNLIMITED_SIGHT);
        } else {
            flock.roam();
        }
        flock.steer(running ? waves.pace() : 0.7f, clock);
    }

    /** Shots hit what they met first. */
    private void strike() {
        for (int i = 0; i < contacts.count(); i++) {
            int shot = contacts.shot(i);
            int enemy = contacts.enemy(i);
            if (shots.isSpent(shot, clock) || !enemies.isAlive(enemy)) {
                continue;
            }
            shots.spend(shot);
            if (enemies.hit(enemy, clock)) {
                destroy(enemy);
            } else {
                effects.chip(enemies.kind(enemy), shots.x(shot), shots.y(shot));
            }
        }
    }

    private void destroy(int enemy) {
        EnemyKind kind = enemies.kind(enemy);
        float x = enemies.x(enemy);
        float y = enemies.y(enemy);
        effects.burst(kind, x, y);
        if (running && score.kill(kind)) {
            celebrate();
        }
        if (kind == EnemyKind.BRUTE) {
            for (int i = 0; i < BROOD; i++) {
                float direction = chance.turn();
                float sideX = Trig.cos(direction);
                float sideY = Trig.sin(direction);
                enemies.spawn(EnemyKind.DRONE, x + sideX, y + sideY, sideX * 8f, sideY * 8f, clock);
            }
        }
    }

    /** Brutes near the ship shoot all around, each in its own rhythm. */
    private void shootBack() {
        shooters.pick(enemies.count(), choosing);
        for (int i = 0; i < shooters.count(); i++) {
            int enemy = shooters.enemy(i);
            volley(enemies.x(enemy), enemies.y(enemy));
        }
    }

    private void chooseShooters(int from, int to) {
        int end = from;
        for (int enemy = from; enemy < to; enemy++) {
            if (enemies.kind(enemy) == EnemyKind.BRUTE
                    && enemies.isAlive(enemy)
                    && enemies.age(enemy, clock) % VOLLEY_INTERVAL == VOLLEY_INTERVAL / 2
                    && ship.position.distanceSquared(enemies.x(enemy), enemies.y(enemy))
                            < VOLLEY_REACH * VOLLEY_REACH) {
                shooters.set(end++, enemy);
            }
        }
        shooters.end(from, end);
    }

    private void volley(float x, float y) {
        float first = chance.turn();
        for (int bolt = 0; bolt < VOLLEY; bolt++) {
            bolts.fire(x, y, first + bolt * 2 * Trig.PI / VOLLEY, clock);
        }
        effects.volley(x, y);
    }

    private boolean isHit() {
        float x = ship.position.x;
        float y = ship.position.y;
        return bolts.touch(x, y, Ship.RADIUS)
                || Contacts.touches(grid, enemies, x, y, Ship.RADIUS, clock);
    }

    /**
     * The ship is gone, and its shock wave takes along whoever is near. Whether it was the last
     * one.
     */
    private boolean loseShip() {
        float x = ship.position.x;
        float y = ship.position.y;
        effects.shipLost(x, y, SHOCK_REACH);
        for (int enemy = 0; enemy < enemies.count(); enemy++) {
            float awayX = enemies.x(enemy) - x;
            float awayY = enemies.y(enemy) - y;
            if (awayX * awayX + awayY * awayY < SHOCK_REACH * SHOCK_REACH
                    && enemies.isAlive(enemy)) {
                effects.burst(enemies.kind(enemy), enemies.x(enemy), enemies.y(enemy));
                enemies.kill(enemy);
            }
        }
        bolts.all.clear();
        ship.lose();
        if (swarm > 0) {
            score.breakChain();
            return false;
        }
        boolean last = score.loseLife();
        running = !last;
        if (last) {
            portals.all.clear();
        }
        return last;
    }

    private void moveAll() {
        enemies.removeDead();
        crew.run(enemies.count(), Crew.chunk(enemies.count()), moving);
        shots.steer(enemies);
        shots.move(bounds, effects);
        shots.removeSpent(clock);
        bolts.move(bounds, effects);
        bolts.removeSpent(clock);
        camera.follow(ship.position, ship.velocity, bounds, clock);
    }

    /** Brings on what comes next. */
    private void direct() {
        score.age();
        if (ship.isDue()) {
            ship.arrive(ship.position.x, ship.position.y);
            effects.shipArrived(ship.position.x, ship.position.y);
        }
        if (swarm > 0) {
            refill(SWARM_SIGHT);
            return;
        }
        portals.release(enemies, chance, clock);
        int beaten = waves.wave();
        if (waves.advance(enemies, portals, ship.position, effects, clock)
                && score.add(WAVE_BONUS * beaten)) {
            celebrate();
        }
    }

    /** A life was earned. */
    private void celebrate() {
        lifeEarned = clock;
        effects.shipArrived(ship.position.x, ship.position.y);
    }

    /** Ticks since a life was earned in this run; very many if none was. */
    int sinceLifeEarned() {
        return clock - lifeEarned;
    }

    private void refill(float distance) {
        while (enemies.count() < swarm) {
            spawnAnywhere(distance);
        }
    }

    /** Spawns an enemy somewhere at a distance from the ship, if such a place is soon found. */
    private void spawnAnywhere(float distance) {
        float x = 0f;
        float y = 0f;
        boolean near = true;
        for (int attempt = 0; attempt < 8 && near; attempt++) {
            x = chance.between(-1f, 1f) * (bounds.halfWidth() - 3f);
            y = chance.between(-1f, 1f) * (bounds.halfHeight() - 3f);
            near = Trig.length(x - ship.position.x, y - ship.position.y) < distance;
        }
        int lot = chance.below(100);
        EnemyKind kind = lot < 86 ? EnemyKind.DRONE : lot < 97 ? EnemyKind.HUNTER : EnemyKind.BRUTE;
        float direction = chance.turn();
        float speed = kind.speed * 0.5f;
        enemies.spawn(kind, x, y, Trig.cos(direction) * speed, Trig.sin(direction) * speed, clock);
    }

    void addTo(Checksum sum) {
        sum.add(clock);
        sum.add(running);
        sum.add(lifeEarned);
        chance.addTo(sum);
        sum.add(enemies.all);
        sum.add(shots.all);
        for (int shot = 0; shot < shots.count(); shot++) {
            sum.add(enemies.find(shots.all.target(shot)));
        }
        sum.add(bolts.all);
        sum.add(sparks.all);
        sum.add(portals.all);
        ship.addTo(sum);
        camera.addTo(sum);
        score.addTo(sum);
        waves.addTo(sum);
    }

    @Override
    public void close() {
        storage.close();
    }
}
