package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * A shot that meets an enemy in this tick.
 *
 * @param shot its number
 * @param enemy its number
 */
@NativeStruct
record Contact(int shot, int enemy) {}
