package dev.mayfly.snippets.structs;

import dev.mayfly.data.NativeStruct;

// @start region="declare"
/** What flies off when something hits something. */
@NativeStruct
public record Particle(float x, float y, float vx, float vy, int color) {}
// @end
