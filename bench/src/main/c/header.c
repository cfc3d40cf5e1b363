/*
 * What native code does that allocates from Mayfly: the ticks of peers.c through mayfly.h. Java frees the scratch.
 */
#include "mayfly.h"

#define ALIGNMENT 16

int32_t header_tick(const mayfly_context *context, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        mayfly_result made = mayfly_alloc_non_zeroed(&context->temp_allocator, (size_t)sizes[i], ALIGNMENT);
        if (made.error != MAYFLY_OK) {
            return made.error;
        }
        *(int64_t *)made.block = i;
    }
    return MAYFLY_OK;
}

int32_t header_tick_zeroed(const mayfly_context *context, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        mayfly_result made = mayfly_alloc(&context->temp_allocator, (size_t)sizes[i], ALIGNMENT);
        if (made.error != MAYFLY_OK) {
            return made.error;
        }
        *(int64_t *)made.block = i;
    }
    return MAYFLY_OK;
}
