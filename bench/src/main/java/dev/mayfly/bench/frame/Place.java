package dev.mayfly.bench.frame;

import dev.mayfly.data.NativeStruct;

/**
 * Where an enemy is in this tick, in the order of the grid.
 *
 * @param x metres
 * @param y metres
 * @param velocityX metres a second
 * @param velocityY metres a second
 */
@NativeStruct
record Place(float x, float y, float velocityX, float velocityY) {}
