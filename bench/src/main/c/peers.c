/*
 * What C does where Mayfly's frame arena allocates: an inlined bump with a bounds check, and one 8-byte store per block.
 *
 * A tick is one call: it allocates once for every size in the table, stores the index at the block's start, and resets. All
 * blocks are at 16 bytes, as malloc's are. The slow path is a call that is never taken, so that every allocation keeps its check.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT 16

typedef struct {
    char *base;
    char *cursor;
    char *limit;
} arena;

__attribute__((noinline, cold)) static void *bump_slow(void) { abort(); }

static inline void *bump(arena *a, size_t size, size_t alignment) {
    uintptr_t start = ((uintptr_t)a->cursor + (alignment - 1)) & -alignment;
    if (__builtin_expect(size > (uintptr_t)a->limit - start, 0)) {
        return bump_slow();
    }
    a->cursor = (char *)start + size;
    return (void *)start;
}

arena *arena_new(size_t capacity) {
    arena *a = malloc(sizeof *a);
    char *memory = a == NULL ? NULL : aligned_alloc(4096, capacity);
    if (memory == NULL) {
        free(a);
        return NULL;
    }
    memset(memory, 1, capacity);
    *a = (arena){memory, memory, memory + capacity};
    return a;
}

void arena_delete(arena *a) {
    free(a->base);
    free(a);
}

/*
 * The cursor is a char *, which an int64_t store cannot alias, so the compiler may keep it in a register all through the loop: the
 * best that C does.
 */
void tick(arena *a, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = bump(a, sizes[i], ALIGNMENT);
        *block = i;
    }
    a->cursor = a->base;
}

/* Many ticks without coming back in between; each writes everything, whatever the next one overwrites. */
void ticks(arena *a, const int32_t *sizes, int32_t count, int32_t times) {
    for (int32_t i = 0; i < times; i++) {
        tick(a, sizes, count);
        __asm__ volatile("" : : : "memory");
    }
}

/*
 * The same with the cursor in memory: read and written back by every allocation, as where the compiler cannot prove that stores
 * into blocks leave the arena alone (a cursor of an integer type that the game stores too, a char store, another file's code).
 */
void tick_in_memory(arena *a, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = bump(a, sizes[i], ALIGNMENT);
        *block = i;
        __asm__ volatile("" : : : "memory");
    }
    a->cursor = a->base;
}

/* Zeroed: each block by a memset of its own. */
void tick_zero_each(arena *a, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = bump(a, sizes[i], ALIGNMENT);
        memset(block, 0, sizes[i]);
        *block = i;
    }
    a->cursor = a->base;
}

/* Zeroed: all that the tick used, by one memset at its end. */
void tick_zero_once(arena *a, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = bump(a, sizes[i], ALIGNMENT);
        *block = i;
    }
    memset(a->base, 0, a->cursor - a->base);
    a->cursor = a->base;
}

/* What Java's FrameArenaStructs has: structs whose size the compiler knows, with three stores each. */
typedef struct {
    int64_t id;
    float x;
    float y;
    int64_t next;
} particle_like;

void tick_of_structs(arena *a, const int32_t *sizes, int32_t count) {
    (void)sizes;
    for (int32_t i = 0; i < count; i++) {
        particle_like *made = bump(a, sizeof *made, _Alignof(particle_like));
        made->id = i;
        made->x = (float)i;
        made->y = (float)i;
    }
    a->cursor = a->base;
}

/*
 * A thousand times: remembers the cursor, allocates count blocks of 32 bytes with one store each, and puts the cursor back. Each
 * writes everything, whatever the next one overwrites.
 */
void save_points(arena *a, const int32_t *sizes, int32_t count) {
    (void)sizes;
    for (int32_t round = 0; round < 1000; round++) {
        char *saved = a->cursor;
        for (int32_t i = 0; i < count; i++) {
            int64_t *block = bump(a, 32, ALIGNMENT);
            *block = i;
        }
        __asm__ volatile("" : : : "memory");
        a->cursor = saved;
    }
}

/* As many cache lines as the arena has room for, each with one store, so many times. */
void fill(arena *a, int32_t times) {
    int64_t blocks = (a->limit - a->base) / 64;
    for (int32_t round = 0; round < times; round++) {
        for (int64_t i = 0; i < blocks; i++) {
            int64_t *block = bump(a, 64, ALIGNMENT);
            *block = i;
        }
        __asm__ volatile("" : : : "memory");
        a->cursor = a->base;
    }
}
