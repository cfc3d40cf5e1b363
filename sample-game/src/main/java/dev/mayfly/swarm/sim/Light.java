package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * A spark or a ring, as it is stored.
 *
 * @param x metres right of the arena's middle
 * @param y metres above the arena's middle
 * @param previousX where it was a tick ago
 * @param previousY where it was a tick ago
 * @param color as {@link DrawElement} has it
 * @param sprite {@link Sprite#SPARK} or {@link Sprite#RING}
 * @param velocityX metres a second
 * @param velocityY metres a second
 * @param born the tick of birth
 * @param life ticks
 * @param size half of the width at birth, in metres
 * @param finalSize half of the width at death, in metres
 */
@NativeStruct
record Light(
        float x,
        float y,
        float previousX,
        float previousY,
        int color,
        int sprite,
        float velocityX,
        float velocityY,
        int born,
        int life,
        float size,
        float finalSize) {}
