package dev.mayfly.bench.frame;

import dev.mayfly.data.NativeStruct;

/**
 * Something to draw: 32 bytes, as Swarm's are.
 *
 * @param x centre, metres
 * @param y centre, metres
 * @param halfWidth metres
 * @param halfHeight metres
 * @param rotation where it looks
 * @param sprite which picture
 * @param color red, green, blue and opacity
 * @param flags {@link Rules#GLOW}
 */
@NativeStruct
record DrawElement(
        float x,
        float y,
        float halfWidth,
        float halfHeight,
        float rotation,
        int sprite,
        int color,
        int flags) {}
