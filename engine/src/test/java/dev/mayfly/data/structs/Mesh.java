package dev.mayfly.data.structs;

import dev.mayfly.data.NativeStruct;

/** A struct that owns a block. */
@NativeStruct
public record Mesh(long vertices, long bytes, int material) {}
