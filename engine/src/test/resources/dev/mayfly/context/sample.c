/* A library as a game would have one: it knows mayfly.h and nothing else of Mayfly. */
#include "mayfly.h"

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT
#endif

/* What the header's own comment shows. */
EXPORT mayfly_error sum_of_squares(const mayfly_context *context, const float *values, size_t count, float *sum);

mayfly_error sum_of_squares(const mayfly_context *context, const float *values, size_t count, float *sum) {
    mayfly_result table = mayfly_alloc_array(&context->temp_allocator, count, sizeof(float), alignof(float));
    if (table.error != MAYFLY_OK) {
        return table.error;
    }
    float *squares = (float *)table.block;
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        squares[i] = values[i] * values[i];
        *sum += squares[i];
    }
    return MAYFLY_OK;
}

/* Any one operation on one of the two allocators; the result's block goes to *result. */
EXPORT mayfly_error operate(const mayfly_context *context, int32_t temp, int32_t operation, size_t size,
                            size_t alignment, void *block, size_t old_size, void **result);

mayfly_error operate(const mayfly_context *context, int32_t temp, int32_t operation, size_t size,
                     size_t alignment, void *block, size_t old_size, void **result) {
    const mayfly_allocator *allocator = temp ? &context->temp_allocator : &context->allocator;
    mayfly_result made;
    switch (operation) {
        case MAYFLY_ALLOC: made = mayfly_alloc(allocator, size, alignment); break;
        case MAYFLY_ALLOC_NON_ZEROED: made = mayfly_alloc_non_zeroed(allocator, size, alignment); break;
        case MAYFLY_RESIZE: made = mayfly_resize(allocator, block, old_size, size, alignment); break;
        case MAYFLY_RESIZE_NON_ZEROED:
            made = mayfly_resize_non_zeroed(allocator, block, old_size, size, alignment);
            break;
        case MAYFLY_FREE:
            made.block = NULL;
            made.error = mayfly_free(allocator, block, old_size);
            break;
        case MAYFLY_FREE_ALL:
            made.block = NULL;
            made.error = mayfly_free_all(allocator);
            break;
        default:
            return allocator->procedure(allocator->data, operation, size, alignment, block, old_size, result);
    }
    *result = made.block;
    return made.error;
}

/* A list that grows as it is filled, and goes when it is summed up. */
EXPORT mayfly_error sum_of_list(const mayfly_context *context, int64_t count, int64_t *sum);

mayfly_error sum_of_list(const mayfly_context *context, int64_t count, int64_t *sum) {
    const mayfly_allocator *allocator = &context->allocator;
    int64_t *items = NULL;
    size_t capacity = 0;
    *sum = 0;
    for (int64_t i = 0; i < count; i++) {
        if ((size_t)i == capacity) {
            size_t more = capacity == 0 ? 4 : 2 * capacity;
            mayfly_result grown =
                mayfly_resize(allocator, items, capacity * sizeof *items, more * sizeof *items, alignof(int64_t));
            if (grown.error != MAYFLY_OK) {
                mayfly_free(allocator, items, capacity * sizeof *items);
                return grown.error;
            }
            items = (int64_t *)grown.block;
            capacity = more;
        }
        items[i] += i; /* what is new is zero */
    }
    for (int64_t i = 0; i < count; i++) {
        *sum += items[i];
    }
    return mayfly_free(allocator, items, capacity * sizeof *items);
}

/* Fills so many blocks of scratch with calls of Java between them; how many were not as they were left. */
EXPORT int64_t with_callbacks(const mayfly_context *context, int64_t count, void (*call)(void));

int64_t with_callbacks(const mayfly_context *context, int64_t count, void (*call)(void)) {
    int64_t *last = NULL;
    int64_t wrong = 0;
    for (int64_t i = 0; i < count; i++) {
        mayfly_result made = mayfly_alloc(&context->temp_allocator, 40, 8);
        if (made.error != MAYFLY_OK) {
            return -made.error;
        }
        int64_t *block = (int64_t *)made.block;
        for (int64_t at = 0; at < 5; at++) {
            wrong += block[at] != 0;
            block[at] = i;
        }
        if (last != NULL) {
            for (int64_t at = 0; at < 5; at++) {
                wrong += last[at] != i - 1;
            }
        }
        last = block;
        call();
    }
    return wrong;
}

/* Allocates so many blocks, and counts the calls into Java that it took. */
static mayfly_procedure counted;
static int64_t calls;

static mayfly_error count_calls(mayfly_window *data, int32_t operation, size_t size, size_t alignment, void *block,
                                size_t old_size, void **result) {
    calls++;
    return counted(data, operation, size, alignment, block, old_size, result);
}

EXPORT int64_t calls_for(const mayfly_context *context, int64_t count, size_t size);

int64_t calls_for(const mayfly_context *context, int64_t count, size_t size) {
    mayfly_allocator allocator = context->temp_allocator;
    counted = allocator.procedure;
    calls = 0;
    allocator.procedure = count_calls;
    for (int64_t i = 0; i < count; i++) {
        if (mayfly_alloc(&allocator, size, 8).error != MAYFLY_OK) {
            return -1;
        }
    }
    return calls;
}

/* An allocator of C's own: a procedure, and data that begins with an empty window. */
typedef struct own {
    mayfly_window window;
    int64_t handed_out;
    char memory[256];
} own;

static mayfly_error own_procedure(mayfly_window *data, int32_t operation, size_t size, size_t alignment, void *block,
                                  size_t old_size, void **result) {
    own *mine = (own *)data;
    (void)alignment;
    (void)block;
    (void)old_size;
    if (operation != MAYFLY_ALLOC) {
        return MAYFLY_NOT_IMPLEMENTED;
    }
    if (size > sizeof mine->memory) {
        return MAYFLY_BUFFER_TOO_LARGE;
    }
    mine->handed_out++;
    *result = mine->memory;
    return MAYFLY_OK;
}

/* Sums squares with scratch of C's own; the number of blocks it took, or a negative error. */
EXPORT int64_t with_own_allocator(const float *values, size_t count, float *sum);

int64_t with_own_allocator(const float *values, size_t count, float *sum) {
    static own mine;
    mayfly_context context;
    memset(&context, 0, sizeof context);
    memset(&mine, 0, sizeof mine);
    context.allocator.procedure = own_procedure;
    context.allocator.data = &mine.window;
    context.temp_allocator = context.allocator;
    mayfly_error error = sum_of_squares(&context, values, count, sum);
    if (error != MAYFLY_OK) {
        return -error;
    }
    if (mayfly_free_all(&context.allocator) != MAYFLY_NOT_IMPLEMENTED) {
        return -100;
    }
    return mine.handed_out;
}

/* The user's slot. */
EXPORT int64_t user(const mayfly_context *context, void **pointer);

int64_t user(const mayfly_context *context, void **pointer) {
    *pointer = context->user_pointer;
    return context->user_index;
}

EXPORT const char *error_name(mayfly_error error);

const char *error_name(mayfly_error error) {
    return mayfly_error_name(error);
}
