/*
 * What C takes for the bulk operations of the BulkKernels benchmark, on the very memory that Java's run on. Sums are taken as
 * Mayfly takes them, sixteen side by side: without being told so the compiler may not reorder them.
 */
#include <stdint.h>

#define SUMS 16

void add_scaled(float *restrict x, const float *restrict v, int64_t count, float scale) {
    for (int64_t i = 0; i < count; i++) {
        x[i] += v[i] * scale;
    }
}

void clamp(float *x, int64_t count, float low, float high) {
    for (int64_t i = 0; i < count; i++) {
        float value = x[i] < low ? low : x[i];
        x[i] = value > high ? high : value;
    }
}

static float total(const float *sums) {
    float total = 0;
    for (int64_t i = 0; i < SUMS; i++) {
        total += sums[i];
    }
    return total;
}

float sum(const float *x, int64_t count) {
    float sums[SUMS] = {0};
    int64_t i = 0;
    for (; i + SUMS <= count; i += SUMS) {
        for (int64_t j = 0; j < SUMS; j++) {
            sums[j] += x[i + j];
        }
    }
    for (; i < count; i++) {
        sums[0] += x[i];
    }
    return total(sums);
}

float dot(const float *x, const float *y, int64_t count) {
    float sums[SUMS] = {0};
    int64_t i = 0;
    for (; i + SUMS <= count; i += SUMS) {
        for (int64_t j = 0; j < SUMS; j++) {
            sums[j] += x[i + j] * y[i + j];
        }
    }
    for (; i < count; i++) {
        sums[0] += x[i] * y[i];
    }
    return total(sums);
}
