package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * What the {@link Pilot} keeps away from, seen from the ship.
 *
 * @param x metres to the right
 * @param y metres up
 * @param velocityX metres a second
 * @param velocityY metres a second
 * @param radius metres from its middle within which it touches the ship
 */
@NativeStruct
record Danger(float x, float y, float velocityX, float velocityY, float radius) {}
