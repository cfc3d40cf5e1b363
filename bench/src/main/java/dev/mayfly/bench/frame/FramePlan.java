package dev.mayfly.bench.frame;

/**
 * What is to be run.
 *
 * @param enemies in the world
 * @param warmupTicks to run before measuring
 * @param ticks to measure
 * @param seed where the world's chance comes from
 */
record FramePlan(int enemies, long warmupTicks, long ticks, long seed) {}
