/*
 * mayfly.h: Mayfly's context for native code. C11 or C++17; nothing to compile, nothing to link.
 *
 * Java passes the address that Context.current().toNative() gives, and C allocates from whoever the
 * scopes around the call named:
 *
 *     #include "mayfly.h"
 *
 *     // The sum of the squares. Its table is scratch: gone with the tick, freed by nobody.
 *     mayfly_error sum_of_squares(const mayfly_context *context, const float *values, size_t count, float *sum) {
 *         mayfly_result table = mayfly_alloc_array(&context->temp_allocator, count, sizeof(float), alignof(float));
 *         if (table.error != MAYFLY_OK) {
 *             return table.error;
 *         }
 *         float *squares = (float *)table.block;
 *         *sum = 0;
 *         for (size_t i = 0; i < count; i++) {
 *             squares[i] = values[i] * values[i];
 *             *sum += squares[i];
 *         }
 *         return MAYFLY_OK;
 *     }
 *
 * Cost: where the allocator is an arena, an allocation is a few instructions inline and Java hears nothing of
 * it. At the end of the arena's usable memory, for any other allocator, and always in a debug build of the
 * engine, it is a call into Java.
 *
 * Errors are codes, those of Java's MemoryError. What was thrown in Java is kept there:
 * NativeAllocator.takeFailure() has it for the Java code that called C. A call that fails changes nothing.
 *
 * Lifetime: the context is good until the scope closes in which toNative() was called. An allocator may be
 * copied out of it, and is good while it is reachable in Java. Blocks live as long as those that Java allocates
 * there: scratch until the tick, or the save point, ends.
 *
 * Threads: as the allocator's. A context and its arenas are for the thread that toNative() was called on.
 */
#ifndef MAYFLY_H
#define MAYFLY_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#else
#include <stdalign.h>
#endif

/* ---- What can go wrong ------------------------------------------------------------------------------------ */

/* A code; MAYFLY_OK is 0. The others are explained at Java's MemoryError. */
typedef int32_t mayfly_error;

enum {
    MAYFLY_OK = 0,
    MAYFLY_OUT_OF_MEMORY = 1,
    MAYFLY_FRAGMENTATION = 2,
    MAYFLY_BUFFER_TOO_LARGE = 3,
    MAYFLY_DOUBLE_FREE = 4,
    MAYFLY_INVALID_POINTER = 5,
    MAYFLY_INVALID_ARGUMENT = 6,
    MAYFLY_NOT_IMPLEMENTED = 7,
    /* Something else was thrown in Java: the wrong thread, or an error of the JVM's. */
    MAYFLY_THROWN = -1
};

/* ---- The context ------------------------------------------------------------------------------------------ */

/* What a procedure is asked to do. */
enum {
    MAYFLY_ALLOC = 0,
    MAYFLY_ALLOC_NON_ZEROED = 1,
    MAYFLY_RESIZE = 2,
    MAYFLY_RESIZE_NON_ZEROED = 3,
    MAYFLY_FREE = 4,
    MAYFLY_FREE_ALL = 5
};

/*
 * What C may take of an arena without asking: the inline path's, so leave it alone. All zero where there is no
 * such memory. Java writes the limits, C the cursor and its highest place; whoever needs the arena next reads
 * them there.
 */
typedef struct mayfly_window {
    uint64_t cursor;  /* where the next block goes */
    uint64_t clean;   /* memory from the cursor to here is zero; perhaps below the cursor */
    uint64_t limit;   /* memory up to here may be handed out */
    uint64_t floor;   /* blocks below are older than the innermost save point and stay where they are */
    uint64_t highest; /* the cursor's highest place before it moved back */
    int64_t id;       /* the allocator's, in Java */
} mayfly_window;

/*
 * Does everything that an allocator does. One of C's own is written so: a procedure, and data that begins with a
 * mayfly_window, all zero.
 *
 *   data       what stands beside the procedure in the mayfly_allocator
 *   operation  MAYFLY_ALLOC and so on
 *   size       bytes wanted
 *   alignment  of the block, bytes, a power of two
 *   block      to be resized or freed, or NULL
 *   old_size   the size it was requested with, bytes
 *   result     where the block goes; untouched where it fails
 */
typedef mayfly_error (*mayfly_procedure)(mayfly_window *data, int32_t operation, size_t size, size_t alignment,
                                         void *block, size_t old_size, void **result);

/* Who allocates: a procedure and what it works on. */
typedef struct mayfly_allocator {
    mayfly_procedure procedure;
    mayfly_window *data;
} mayfly_allocator;

/* Who allocates where nobody says so, and a slot for the user. */
typedef struct mayfly_context {
    mayfly_allocator allocator;      /* for what lives longer than the tick */
    mayfly_allocator temp_allocator; /* scratch: what dies with the tick */
    void *user_pointer;              /* where Context.useUser was given a native segment: its address */
    int64_t user_index;              /* the number given beside it */
} mayfly_context;

/* ---- The layout, which Java has too: its build compares the lines of these two forms with its own ---------- */

#define MAYFLY_FIELD(type, field, offset) \
    static_assert(offsetof(type, field) == (offset), #field " of " #type " is not where Java has it")
#define MAYFLY_SIZE(type, size) static_assert(sizeof(type) == (size), #type " is not as large as Java has it")

MAYFLY_FIELD(mayfly_window, cursor, 0);
MAYFLY_FIELD(mayfly_window, clean, 8);
MAYFLY_FIELD(mayfly_window, limit, 16);
MAYFLY_FIELD(mayfly_window, floor, 24);
MAYFLY_FIELD(mayfly_window, highest, 32);
MAYFLY_FIELD(mayfly_window, id, 40);
MAYFLY_SIZE(mayfly_window, 48);

MAYFLY_FIELD(mayfly_allocator, procedure, 0);
MAYFLY_FIELD(mayfly_allocator, data, 8);
MAYFLY_SIZE(mayfly_allocator, 16);

MAYFLY_FIELD(mayfly_context, allocator, 0);
MAYFLY_FIELD(mayfly_context, temp_allocator, 16);
MAYFLY_FIELD(mayfly_context, user_pointer, 32);
MAYFLY_FIELD(mayfly_context, user_index, 40);
MAYFLY_SIZE(mayfly_context, 48);

static_assert(sizeof(void *) == 8 && sizeof(size_t) == 8, "Mayfly runs on 64-bit systems");

/* ---- Allocating ------------------------------------------------------------------------------------------- */

/* What malloc promises: enough for every scalar and for a vector of four floats. Bytes. */
#define MAYFLY_DEFAULT_ALIGNMENT ((size_t)16)

/* For mayfly_free where the caller cannot know the size; not every allocator takes it. */
#define MAYFLY_UNKNOWN_SIZE SIZE_MAX

/* A block, or the reason why there is none. Size 0 gives NULL and no error. */
typedef struct mayfly_result {
    void *block;
    mayfly_error error;
} mayfly_result;

#if defined(__GNUC__) || defined(__clang__)
#define MAYFLY_SLOW __attribute__((noinline, cold, unused)) static
#else
#define MAYFLY_SLOW static inline
#endif

/* Blocks that are given back to an arena inline are zeroed, up to this many bytes; larger ones go to Java. */
#define MAYFLY_MOST_ZEROED ((uint64_t)4096)

MAYFLY_SLOW mayfly_result mayfly_ask(const mayfly_allocator *allocator, int32_t operation, size_t size,
                                     size_t alignment, void *block, size_t old_size) {
    mayfly_result result;
    result.block = NULL;
    result.error =
        allocator->procedure(allocator->data, operation, size, alignment, block, old_size, &result.block);
    return result;
}

static inline mayfly_result mayfly_at(uint64_t address) {
    mayfly_result result;
    result.block = (void *)(uintptr_t)address;
    result.error = MAYFLY_OK;
    return result;
}

static inline int mayfly_is_power_of_two(size_t number) {
    return number != 0 && (number & (number - 1)) == 0;
}

/* Whether a block is the arena's newest and may change in place; not so where there is no window. */
static inline int mayfly_is_newest(const mayfly_window *window, uint64_t block, size_t size) {
    return block >= window->floor && block < window->cursor && size == window->cursor - block;
}

/* Moves the cursor back, and leaves what it gives up as clean as the window says it is. */
static inline void mayfly_rewind(mayfly_window *window, uint64_t target) {
    uint64_t end = window->cursor;
    if (end > window->highest) {
        window->highest = end;
    }
    if (end > window->clean) {
        end = window->clean;
    }
    if (end > target) {
        memset((void *)(uintptr_t)target, 0, (size_t)(end - target));
    }
    window->cursor = target;
}

/*
 * Allocates zeroed memory.
 *
 *   size       bytes
 *   alignment  bytes, a power of two
 */
static inline mayfly_result mayfly_alloc(const mayfly_allocator *allocator, size_t size, size_t alignment) {
    mayfly_window *window = allocator->data;
    uint64_t start = (window->cursor + (alignment - 1)) & ~(uint64_t)(alignment - 1);
    if (start <= window->clean && size - 1 < window->clean - start && mayfly_is_power_of_two(alignment)) {
        window->cursor = start + size;
        return mayfly_at(start);
    }
    return mayfly_ask(allocator, MAYFLY_ALLOC, size, alignment, NULL, 0);
}

/* Allocates memory that holds whatever it held before. Arguments as those of mayfly_alloc. */
static inline mayfly_result mayfly_alloc_non_zeroed(const mayfly_allocator *allocator, size_t size,
                                                    size_t alignment) {
    mayfly_window *window = allocator->data;
    uint64_t start = (window->cursor + (alignment - 1)) & ~(uint64_t)(alignment - 1);
    if (start <= window->limit && size - 1 < window->limit - start && mayfly_is_power_of_two(alignment)) {
        window->cursor = start + size;
        return mayfly_at(start);
    }
    return mayfly_ask(allocator, MAYFLY_ALLOC_NON_ZEROED, size, alignment, NULL, 0);
}

/*
 * Allocates a zeroed array.
 *
 *   count      elements
 *   size       of one, bytes: sizeof
 *   alignment  of one, bytes: alignof
 *
 * MAYFLY_INVALID_ARGUMENT if that is more than any size can say.
 */
static inline mayfly_result mayfly_alloc_array(const mayfly_allocator *allocator, size_t count, size_t size,
                                               size_t alignment) {
    /* More than half of what there is, which no allocator takes either. */
    size_t bytes = size != 0 && count > (size_t)INT64_MAX / size ? SIZE_MAX : count * size;
    return mayfly_alloc(allocator, bytes, alignment);
}

static inline mayfly_result mayfly_resize_any(const mayfly_allocator *allocator, void *block, size_t old_size,
                                              size_t new_size, size_t alignment, int32_t operation,
                                              uint64_t end_of_usable) {
    mayfly_window *window = allocator->data;
    uint64_t at = (uint64_t)(uintptr_t)block;
    if (new_size - 1 < (size_t)INT64_MAX && mayfly_is_power_of_two(alignment) && (at & (alignment - 1)) == 0
        && mayfly_is_newest(window, at, old_size)) {
        if (new_size > old_size) {
            if (at <= end_of_usable && new_size <= end_of_usable - at) {
                window->cursor = at + new_size;
                return mayfly_at(at);
            }
        } else if (old_size - new_size <= MAYFLY_MOST_ZEROED) {
            mayfly_rewind(window, at + new_size);
            return mayfly_at(at);
        }
    }
    return mayfly_ask(allocator, operation, new_size, alignment, block, old_size);
}

/*
 * Grows or shrinks a block and zeroes what is new. The old address is good no longer, unless the call fails.
 *
 *   block      NULL makes this mayfly_alloc
 *   old_size   the size it was requested with, bytes
 *   new_size   bytes; 0 makes this mayfly_free
 *   alignment  bytes, a power of two
 */
static inline mayfly_result mayfly_resize(const mayfly_allocator *allocator, void *block, size_t old_size,
                                          size_t new_size, size_t alignment) {
    return mayfly_resize_any(allocator, block, old_size, new_size, alignment, MAYFLY_RESIZE,
                             allocator->data->clean);
}

/* mayfly_resize, but what is new holds whatever it held before. */
static inline mayfly_result mayfly_resize_non_zeroed(const mayfly_allocator *allocator, void *block,
                                                     size_t old_size, size_t new_size, size_t alignment) {
    return mayfly_resize_any(allocator, block, old_size, new_size, alignment, MAYFLY_RESIZE_NON_ZEROED,
                             allocator->data->limit);
}

/*
 * Gives a block back.
 *
 *   block  NULL does nothing
 *   size   the size it was requested with, bytes, or MAYFLY_UNKNOWN_SIZE
 */
static inline mayfly_error mayfly_free(const mayfly_allocator *allocator, void *block, size_t size) {
    mayfly_window *window = allocator->data;
    uint64_t at = (uint64_t)(uintptr_t)block;
    if (mayfly_is_newest(window, at, size)) {
        if (size <= MAYFLY_MOST_ZEROED) {
            mayfly_rewind(window, at);
            return MAYFLY_OK;
        }
    } else if (at >= window->floor && at < window->cursor && size < window->cursor - at) {
        return MAYFLY_OK; /* an arena keeps what is not its newest */
    }
    return block == NULL ? MAYFLY_OK
                         : mayfly_ask(allocator, MAYFLY_FREE, 0, MAYFLY_DEFAULT_ALIGNMENT, block, size).error;
}

/* Gives every block back at once; MAYFLY_NOT_IMPLEMENTED where the allocator does not offer it. */
static inline mayfly_error mayfly_free_all(const mayfly_allocator *allocator) {
    return mayfly_ask(allocator, MAYFLY_FREE_ALL, 0, MAYFLY_DEFAULT_ALIGNMENT, NULL, 0).error;
}

/* The name of a code, for a message. */
static inline const char *mayfly_error_name(mayfly_error error) {
    switch (error) {
        case MAYFLY_OK: return "OK";
        case MAYFLY_OUT_OF_MEMORY: return "OUT_OF_MEMORY";
        case MAYFLY_FRAGMENTATION: return "FRAGMENTATION";
        case MAYFLY_BUFFER_TOO_LARGE: return "BUFFER_TOO_LARGE";
        case MAYFLY_DOUBLE_FREE: return "DOUBLE_FREE";
        case MAYFLY_INVALID_POINTER: return "INVALID_POINTER";
        case MAYFLY_INVALID_ARGUMENT: return "INVALID_ARGUMENT";
        case MAYFLY_NOT_IMPLEMENTED: return "NOT_IMPLEMENTED";
        case MAYFLY_THROWN: return "THROWN";
        default: return "no error of Mayfly's";
    }
}

#ifdef __cplusplus
}
#endif

#endif
