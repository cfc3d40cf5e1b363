package dev.mayfly.bench;

import dev.mayfly.data.NativeStruct;

/**
 * What {@link ParticleUpdate} moves.
 *
 * @param x place, pixels
 * @param y place, pixels
 * @param vx speed, pixels a second
 * @param vy speed, pixels a second
 * @param color 8 bits each of red, green, blue and opacity
 * @param age seconds
 */
@NativeStruct
record Particle(float x, float y, float vx, float vy, int color, float age) {}
