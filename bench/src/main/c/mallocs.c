/*
 * What C pays for long-lived memory: the loops of the General* benchmarks, on whichever malloc they are handed.
 *
 * The allocators are the shared libraries that Java calls too, so a call is one jump through a pointer, as C's calls into shared
 * libraries are. Every block takes one 8-byte store.
 */
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

typedef void *(*malloc_function)(size_t);
typedef void (*free_function)(void *);

#define BATCH 16

/* Allocates and frees at once, block by block. */
void pairs(malloc_function malloc, free_function free, const int32_t *sizes, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = malloc(sizes[i]);
        *block = i;
        free(block);
    }
}

/* A tick's blocks: allocates all of them; free_all takes them back one by one. */
void allocate_all(malloc_function malloc, const int32_t *sizes, int32_t count, int64_t **blocks) {
    for (int32_t i = 0; i < count; i++) {
        int64_t *block = malloc(sizes[i]);
        *block = i;
        blocks[i] = block;
    }
}

void free_all(free_function free, int64_t **blocks, int32_t count) {
    for (int32_t i = 0; i < count; i++) {
        free(blocks[i]);
    }
}

void ticks_of_blocks(
    malloc_function malloc, free_function free, const int32_t *sizes, int32_t count, int64_t **blocks, int32_t times) {
    for (int32_t i = 0; i < times; i++) {
        allocate_all(malloc, sizes, count, blocks);
        free_all(free, blocks, count);
    }
}

/*
 * Frees the block in a random slot and puts a new one there, count times. A slot is the block's address times 256 plus its size,
 * because Mayfly is told the size of what it frees; C reads the same slots and has no use for it.
 */
void churn(malloc_function malloc, free_function free, uint64_t *random, uint64_t *slots, uint64_t slot_count, int32_t count) {
    uint64_t x = *random;
    for (int32_t i = 0; i < count; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        uint64_t *slot = slots + ((x >> 32) * slot_count >> 32);
        free((void *)(uintptr_t)(*slot >> 8));
        uint64_t size = 16 + ((x & 0xFFFFFFFF) * 113 >> 32);
        uint64_t *block = malloc(size);
        *block = x;
        *slot = (uint64_t)(uintptr_t)block << 8 | size;
    }
    *random = x;
}

/* One thread's blocks on their way to another; the layout is HandOver.java's. */
typedef struct {
    _Alignas(64) _Atomic uint64_t taken;
    _Alignas(64) _Atomic uint64_t put;
    _Alignas(64) uint64_t slots[1024];
} ring;

#define CAPACITY (sizeof((ring *)0)->slots / sizeof(uint64_t))

/* Allocates, and hands over sixteen at a time; waits while the ring is full. */
void produce(malloc_function malloc, ring *r, const int32_t *sizes, int32_t count) {
    uint64_t put = atomic_load_explicit(&r->put, memory_order_relaxed);
    for (int32_t start = 0; start < count; start += BATCH) {
        while (put + BATCH - atomic_load_explicit(&r->taken, memory_order_acquire) > CAPACITY) {
            sched_yield();
        }
        for (int32_t i = 0; i < BATCH; i++) {
            int64_t *block = malloc(sizes[start + i]);
            *block = i;
            r->slots[(put + i) % CAPACITY] = (uint64_t)(uintptr_t)block << 8 | sizes[start + i];
        }
        put += BATCH;
        atomic_store_explicit(&r->put, put, memory_order_release);
    }
}

/* Frees what has been handed over. */
void consume(free_function free, ring *r) {
    uint64_t taken = atomic_load_explicit(&r->taken, memory_order_relaxed);
    uint64_t put = atomic_load_explicit(&r->put, memory_order_acquire);
    for (; taken < put; taken++) {
        free((void *)(uintptr_t)(r->slots[taken % CAPACITY] >> 8));
    }
    atomic_store_explicit(&r->taken, taken, memory_order_release);
}
