package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.mayfly.Mem;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.data.Attempt;
import dev.mayfly.data.IntArray;
import dev.mayfly.data.Joml;
import dev.mayfly.data.LongLongMap;
import dev.mayfly.data.Text;
import dev.mayfly.data.TextBuilder;
import dev.mayfly.snippets.structs.Particle;
import dev.mayfly.snippets.structs.ParticleLayout;

import org.joml.Matrix4f;
import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What the Javadoc of {@code dev.mayfly} shows, compiled and run. */
class MemSnippets {

    @Test
    void builtins() {
        Context.runDefault(
                () -> {
                    // @start region="builtins"
                    MemorySegment scores = Mem.make(JAVA_INT, 10); // from the current allocator
                    MemorySegment sorted =
                            Mem.newClone(Mem.temp(), scores); // in scratch: nobody frees it
                    MemorySegment saved =
                            Mem.newClone(HeapAllocator.INSTANCE, scores); // from this one

                    Mem.delete(scores);
                    Mem.delete(HeapAllocator.INSTANCE, saved);
                    // @end
                    assertEquals(40, sorted.byteSize());
                });
    }

    @Test
    void structures() {
        Context.runDefault(
                () -> {
                    // @start region="structures"
                    IntArray hits = Mem.makeInts(16); // room for 16, then it grows
                    LongLongMap byCell = Mem.makeMap(0);
                    TextBuilder label = Mem.makeText(Mem.temp(), 32); // dies with the tick
                    Text title = Mem.newClone("Swarm");

                    hits.add(7);
                    byCell.put(12, 34);
                    label.append(title).append(": ").append(hits.size());

                    hits.delete(); // each knows its allocator
                    byCell.delete();
                    title.delete();
                    // @end
                    assertEquals("Swarm: 1", label.toString());
                });
    }

    @Test
    void values() {
        Context.runDefault(
                () -> {
                    // @start region="values"
                    Particle spark = new Particle(1, 2, 60, 30, 0xFFFFFFFF);
                    MemorySegment kept =
                            Mem.newClone(spark, ParticleLayout.SIZE, ParticleLayout::set);
                    Particle same = ParticleLayout.get(kept.address());

                    Matrix4f camera = new Matrix4f().translation(1, 2, 3);
                    MemorySegment uniform =
                            Mem.newClone(
                                    Mem.temp(),
                                    camera,
                                    Joml.MATRIX4F_BYTES,
                                    (address, matrix) -> Joml.put(matrix, address));
                    // @end
                    assertEquals(spark, same);
                    assertEquals(camera, Joml.get(uniform, 0, new Matrix4f()));
                    Mem.delete(kept);
                });
    }

    @Test
    void attempts() {
        Context.runDefault(
                () -> {
                    // @start region="attempts"
                    long count = 1L << 60; // more than there is
                    switch (Mem.tryMake(JAVA_INT, count)) {
                        case Attempt.Ok<MemorySegment>(MemorySegment vertices) -> draw(vertices);
                        case Attempt.Failed<MemorySegment> failed -> report(failed.message());
                    }

                    Attempt<IntArray> indices = Attempt.of(() -> Mem.makeInts(count));
                    // @end
                    assertInstanceOf(Attempt.Failed.class, indices);
                    assertEquals(1, reports.size());
                });
    }

    private final List<String> reports = new ArrayList<>();

    private void report(String message) {
        reports.add(message);
    }

    private static void draw(MemorySegment vertices) {
        throw new AssertionError(vertices);
    }
}
