package dev.mayfly.snippets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.Mem;
import dev.mayfly.context.Context;
import dev.mayfly.snippets.structs.Particle;
import dev.mayfly.snippets.structs.ParticleArray;
import dev.mayfly.snippets.structs.ParticleColumns;

import org.junit.jupiter.api.Test;

/** What the Javadoc of {@code dev.mayfly.data} shows of structs, compiled and run. */
class StructSnippets {

    @Test
    void use() {
        Context.runDefault(
                () -> {
                    float dt = 1 / 60f;
                    int white = 0xFFFFFFFF;
                    // @start region="use"
                    ParticleColumns particles = ParticleColumns.create(); // current allocator
                    particles.add(0, 0, 60, 30, white); // no object
                    particles.add(new Particle(1, 1, 60, 30, white)); // the same
                    for (long i = 0; i < particles.size(); i++) {
                        particles.x(i, particles.x(i) + particles.vx(i) * dt);
                        particles.y(i, particles.y(i) + particles.vy(i) * dt);
                    }
                    Particle first = particles.get(0);

                    ParticleArray toDraw = ParticleArray.create(Mem.temp()); // in scratch
                    toDraw.add(first);
                    upload(toDraw.address(), toDraw.size());

                    particles.delete(); // toDraw dies with the tick
                    // @end
                    assertEquals(new Particle(1, 0.5f, 60, 30, white), first);
                    assertEquals(1, toDraw.size());
                    assertEquals(0, particles.size());
                });
    }

    private static void upload(long address, long count) {
        assertEquals(0, address % 16);
        assertEquals(1, count);
    }
}
