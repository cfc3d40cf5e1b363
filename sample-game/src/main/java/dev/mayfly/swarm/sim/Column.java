package dev.mayfly.swarm.sim;

import dev.mayfly.memory.Memory;

/**
 * Columns: arrays of 4-byte numbers in native memory, each known by the address of its first
 * element alone.
 *
 * <p>An access compiles to one instruction and is not checked, so an index must be one that the
 * owner of the column vouches for.
 */
final class Column {

    /** Bytes in an element. */
    static final long STRIDE = 4;

    private Column() {}

    static float getFloat(long column, int index) {
        return Memory.getFloat(column + index * STRIDE);
    }

    static void putFloat(long column, int index, float value) {
        Memory.putFloat(column + index * STRIDE, value);
    }

    static int getInt(long column, int index) {
        return Memory.getInt(column + index * STRIDE);
    }

    static void putInt(long column, int index, int value) {
        Memory.putInt(column + index * STRIDE, value);
    }
}
