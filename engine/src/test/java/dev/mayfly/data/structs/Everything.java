package dev.mayfly.data.structs;

import dev.mayfly.data.Length;
import dev.mayfly.data.NativeStruct;

import org.joml.Matrix4f;
import org.joml.Quaternionf;
import org.joml.Vector3d;
import org.joml.Vector3f;
import org.joml.Vector3fc;

/** One component of every kind, in an order that needs padding. */
@NativeStruct
public record Everything(
        byte b,
        double d,
        boolean flag,
        short s,
        char c,
        long l,
        float f,
        int i,
        Spot spot,
        @Length(3) float[] weights,
        @Length(2) Spot[] spots,
        Vector3f position,
        Vector3fc velocity,
        Vector3d exact,
        Quaternionf rotation,
        Matrix4f transform,
        @Length(2) Vector3f[] corners,
        @Length(5) boolean[] flags,
        byte last) {}
