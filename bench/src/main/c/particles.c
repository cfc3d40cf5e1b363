/*
 * What C takes to move particles: the loops of the ParticleUpdate benchmark, on the very memory that Java's run on.
 */
#include <stdint.h>

/* The layout is ParticleLayout's. */
struct particle {
    float x;
    float y;
    float vx;
    float vy;
    int32_t color;
    float age;
};

void move_array(struct particle *particles, int64_t count, float dt) {
    for (int64_t i = 0; i < count; i++) {
        particles[i].x += particles[i].vx * dt;
        particles[i].y += particles[i].vy * dt;
    }
}

void move_columns(float *restrict x, float *restrict y, const float *restrict vx, const float *restrict vy, int64_t count, float dt) {
    for (int64_t i = 0; i < count; i++) {
        x[i] += vx[i] * dt;
        y[i] += vy[i] * dt;
    }
}
