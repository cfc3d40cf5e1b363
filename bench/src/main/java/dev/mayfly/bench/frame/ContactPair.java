package dev.mayfly.bench.frame;

import dev.mayfly.data.NativeStruct;

/**
 * A shot that meets an enemy.
 *
 * @param shot its number
 * @param enemy its number
 */
@NativeStruct
record ContactPair(int shot, int enemy) {}
