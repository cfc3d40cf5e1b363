package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * An enemy, as it is stored.
 *
 * @param x metres right of the arena's middle
 * @param y metres above the arena's middle
 * @param previousX where it was a tick ago
 * @param previousY where it was a tick ago
 * @param velocityX metres a second
 * @param velocityY metres a second
 * @param kind the ordinal of an {@link EnemyKind}
 * @param health hits that it still takes
 * @param born the tick of birth
 * @param struck the tick of the last hit; that of birth before the first
 */
@NativeStruct
record Enemy(
        float x,
        float y,
        float previousX,
        float previousY,
        float velocityX,
        float velocityY,
        int kind,
        int health,
        int born,
        int struck) {}
