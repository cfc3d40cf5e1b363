package dev.mayfly.swarm.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class GridTest {

    private static final int CAPACITY = 2000;

    private final FrameArena scratch = FrameArena.create();
    private final Bounds bounds = new Bounds(30f, 20f);
    private final Neighbours neighbours = new Neighbours(scratch);
    private final Enemies enemies = new Enemies(HeapAllocator.INSTANCE, CAPACITY);
    private final Grid grid = new Grid(bounds, enemies.all, new Crew(null, scratch), scratch);

    @AfterEach
    void close() {
        enemies.all.delete();
        scratch.close();
    }

    private void scatter(long seed, int count, float spread) {
        Chance chance = new Chance(seed);
        for (int i = 0; i < count; i++) {
            float x = chance.between(-spread, spread) * bounds.halfWidth();
            float y = chance.between(-spread, spread) * bounds.halfHeight();
            enemies.spawn(EnemyKind.of(chance.below(3)), x, y, chance.unit(), chance.unit(), 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 300, 2000})
    void shouldGiveEveryEnemyOnePlaceInTheCellItIsIn(int count) {
        scatter(count, count, 1f);
        grid.build();
        assertEquals(count, grid.count());
        Set<Integer> seen = new HashSet<>();
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                for (int place = grid.firstPlace(row, column);
                        place < grid.endPlace(row, column);
                        place++) {
                    int enemy = grid.enemy(place);
                    assertTrue(seen.add(enemy));
                    assertEquals(row, grid.row(enemies.y(enemy)));
                    assertEquals(column, grid.column(enemies.x(enemy)));
                    assertEquals(enemies.x(enemy), grid.x(place));
                    assertEquals(enemies.y(enemy), grid.y(place));
                    assertEquals(enemies.velocityX(enemy), grid.velocityX(place));
                    assertEquals(enemies.velocityY(enemy), grid.velocityY(place));
                }
            }
        }
        assertEquals(count, seen.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldFindTheSameNeighboursAsComparingAllPairs(long seed) {
        // So thin that nobody has more neighbours than a list holds.
        scatter(seed, 260, 1f);
        grid.build();
        neighbours.find(grid, 0, grid.rows());
        int pairs = 0;
        for (int place = 0; place < grid.count(); place++) {
            Set<Integer> expected = new HashSet<>();
            for (int other = 0; other < grid.count(); other++) {
                float x = grid.x(other) - grid.x(place);
                float y = grid.y(other) - grid.y(place);
                if (other != place && x * x + y * y < Grid.CELL * Grid.CELL) {
                    expected.add(other);
                }
            }
            assertTrue(expected.size() <= Neighbours.MOST, "the test is too dense");
            assertEquals(expected, neighboursOf(place));
            pairs += expected.size();
        }
        assertTrue(pairs > 100, "the test is too thin: " + pairs);
    }

    private Set<Integer> neighboursOf(int place) {
        Set<Integer> found = new HashSet<>();
        for (int i = neighbours.first(place); i < neighbours.first(place + 1); i++) {
            assertTrue(found.add(neighbours.other(i)));
        }
        return found;
    }

    @Test
    void shouldFindTheSameNeighboursInSomeRowsAsInAll() {
        scatter(6, 2000, 1f);
        grid.build();
        neighbours.find(grid, 0, grid.rows());
        List<Set<Integer>> all = new ArrayList<>();
        for (int place = 0; place < grid.count(); place++) {
            all.add(neighboursOf(place));
        }
        for (int row = 0; row + 3 <= grid.rows(); row++) {
            neighbours.find(grid, row, row + 3);
            int end = grid.endPlace(row + 2, grid.columns() - 1);
            for (int place = grid.firstPlace(row, 0); place < end; place++) {
                assertEquals(all.get(place), neighboursOf(place));
            }
        }
    }

    @Test
    void shouldPutTheLowestNumberOfACellFirst() {
        scatter(8, 2000, 1f);
        grid.build();
        int pairs = 0;
        for (int place = 1; place < grid.count(); place++) {
            int row = grid.row(grid.y(place));
            int column = grid.column(grid.x(place));
            if (place > grid.firstPlace(row, column)) {
                assertTrue(grid.enemy(place - 1) < grid.enemy(place));
                pairs++;
            }
        }
        assertTrue(pairs > 1000, "pairs: " + pairs);
    }

    @Test
    void shouldStopAtTheLongestListInACrowd() {
        scatter(9, 500, 0.1f);
        grid.build();
        neighbours.find(grid, 0, grid.rows());
        int longest = 0;
        for (int place = 0; place < grid.count(); place++) {
            longest = Math.max(longest, neighboursOf(place).size());
        }
        assertEquals(Neighbours.MOST, longest);
    }

    @Test
    void shouldTakeCoordinatesOutsideForTheNearestCell() {
        assertEquals(0, grid.column(-1000f));
        assertEquals(grid.columns() - 1, grid.column(1000f));
        assertEquals(0, grid.row(-1000f));
        assertEquals(grid.rows() - 1, grid.row(1000f));
        assertEquals(grid.columns() - 1, grid.column(bounds.halfWidth()));
        assertEquals(grid.rows() - 1, grid.row(bounds.halfHeight()));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldFindTheSameHitsAsTryingEveryShotOnEveryEnemy(long seed) {
        scatter(seed, 400, 1f);
        grid.build();
        Chance chance = new Chance(seed);
        Shots shots = new Shots(scratch, 100, 52f, 30);
        for (int i = 0; i < 100; i++) {
            shots.fire(
                    chance.between(-1f, 1f) * bounds.halfWidth(),
                    chance.between(-1f, 1f) * bounds.halfHeight(),
                    chance.turn(),
                    0);
        }
        Contacts contacts = new Contacts(scratch);
        contacts.find(grid, shots, enemies);
        Set<Long> found = new HashSet<>();
        for (int i = 0; i < contacts.count(); i++) {
            assertTrue(found.add(pair(contacts.shot(i), contacts.enemy(i))));
        }
        Set<Long> expected = new HashSet<>();
        for (int shot = 0; shot < shots.count(); shot++) {
            for (int enemy = 0; enemy < enemies.count(); enemy++) {
                float way =
                        Contacts.meeting(
                                enemies.x(enemy) - shots.x(shot),
                                enemies.y(enemy) - shots.y(shot),
                                shots.stepX(shot),
                                shots.stepY(shot),
                                enemies.kind(enemy).radius + Shots.RADIUS);
                if (way >= 0) {
                    expected.add(pair(shot, enemy));
                }
            }
        }
        assertEquals(expected, found);
        assertTrue(expected.size() > 20, "the test is too thin: " + expected.size());
    }

    private static long pair(int shot, int enemy) {
        return (long) shot << 32 | enemy;
    }
}
