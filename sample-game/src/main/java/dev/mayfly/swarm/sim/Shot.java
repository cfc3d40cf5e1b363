package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * A shot, as it is stored.
 *
 * @param x metres right of the arena's middle
 * @param y metres above the arena's middle
 * @param previousX where it was a tick ago
 * @param previousY where it was a tick ago
 * @param velocityX metres a second
 * @param velocityY metres a second
 * @param expires the tick in which it is gone
 * @param target the handle of the enemy that it seeks; {@code Handle.NONE} if it flies straight
 */
@NativeStruct
record Shot(
        float x,
        float y,
        float previousX,
        float previousY,
        float velocityX,
        float velocityY,
        int expires,
        long target) {}
