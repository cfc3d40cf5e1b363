package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.Joml;
import dev.mayfly.data.JomlArrays;

import org.joml.Matrix4f;
import org.joml.Vector3f;
import org.joml.Vector4f;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;

/** What the Javadoc of JOML in {@code dev.mayfly.data} shows, compiled and run. */
class JomlSnippets {

    @Test
    void uniforms() {
        Matrix4f camera = new Matrix4f().translation(1, 2, 3);
        Vector4f light = new Vector4f(4, 5, 6, 7);
        try (FrameArena scratch = FrameArena.create()) {
            // @start region="uniforms"
            long uniforms = scratch.alloc(Joml.MATRIX4F_BYTES + Joml.VECTOR4F_BYTES); // raw
            Joml.put(camera, uniforms);
            Joml.put(light, uniforms + Joml.MATRIX4F_BYTES);

            MemorySegment safe = scratch.allocate(Joml.MATRIX4F_BYTES); // checked
            Joml.put(camera, safe, 0);
            // @end
            assertEquals(camera, Joml.get(safe, 0, new Matrix4f()));
            assertEquals(light, Joml.get(uniforms + 64, new Vector4f()));
        }
    }

    @Test
    void arrays() {
        try (FrameArena scratch = FrameArena.create()) {
            // @start region="arrays"
            Vector3f[] path = {new Vector3f(1, 2, 3), new Vector3f(4, 5, 6)};
            MemorySegment vertices = scratch.allocate(path.length * Joml.VECTOR3F_BYTES);
            JomlArrays.put(path, 0, path.length, vertices, 0);
            // @end
            assertEquals(6, vertices.getAtIndex(JAVA_FLOAT, 5));
        }
    }
}
