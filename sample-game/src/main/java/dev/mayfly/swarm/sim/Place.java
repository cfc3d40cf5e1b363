package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * A place in the {@link Grid}'s line: who stands there, and what the neighbours want to know.
 *
 * @param x metres right of the arena's middle
 * @param y metres above the arena's middle
 * @param velocityX metres a second
 * @param velocityY metres a second
 * @param enemy its number
 */
@NativeStruct
record Place(float x, float y, float velocityX, float velocityY, int enemy) {}
