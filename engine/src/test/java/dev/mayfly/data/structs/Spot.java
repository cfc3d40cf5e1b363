package dev.mayfly.data.structs;

import dev.mayfly.data.NativeStruct;

/** A struct to be put into others. */
@NativeStruct
public record Spot(byte kind, int x, short y) {}
