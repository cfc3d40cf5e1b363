package dev.mayfly.swarm.sim;

import dev.mayfly.data.NativeStruct;

/**
 * A portal, as it is stored.
 *
 * @param x metres right of the arena's middle
 * @param y metres above the arena's middle
 * @param opens the tick in which the first enemy comes out
 * @param kind the ordinal of the {@link EnemyKind} that comes
 * @param left how many are still to come
 */
@NativeStruct
record Portal(float x, float y, int opens, int kind, int left) {}
