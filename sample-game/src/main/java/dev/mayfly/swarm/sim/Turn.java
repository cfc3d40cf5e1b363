package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * What an enemy has decided in the {@link Flock}: the velocity that it flies with from now on.
 *
 * @param velocityX metres a second
 * @param velocityY metres a second
 */
@NativeStruct
record Turn(float velocityX, float velocityY) {}
