/*
 * Loaded before everything else: counts the C library's mallocs that LWJGL's libraries call. One
 * whose last act is a call of malloc does not seem to call it, but whoever called it does, which is
 * compiled Java, in no library at all.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_int counting;
static atomic_long counted;

void mallocs_start(void) {
    atomic_store(&counted, 0);
    atomic_store(&counting, 1);
}

long mallocs_stop(void) {
    atomic_store(&counting, 0);
    return atomic_load(&counted);
}

static void called_from(const void *caller) {
    Dl_info info;
    if (atomic_load(&counting)
        && (!dladdr(caller, &info) || info.dli_fname == NULL
            || strstr(info.dli_fname, "lwjgl") != NULL)) {
        atomic_fetch_add(&counted, 1);
    }
}

void *malloc(size_t size) {
    called_from(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    called_from(__builtin_return_address(0));
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    called_from(__builtin_return_address(0));
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    called_from(__builtin_return_address(0));
    return __libc_memalign(alignment, size);
}
