/*
 * What C pays for memory that nobody has touched: arenas on fresh pages of the system's, filled once and given back.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <sys/mman.h>

/*
 * Takes pages, stores into every cache line as an inlined bump would, and gives the pages back, so many times. Returns 0, or how
 * many rounds were still to go when the system had no memory.
 */
int32_t fill_fresh(int64_t bytes, int32_t huge, int32_t times) {
    for (int32_t left = times; left > 0; left--) {
        char *base = mmap(0, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (base == MAP_FAILED) {
            return left;
        }
        if (huge) {
            madvise(base, bytes, MADV_HUGEPAGE);
        }
        for (char *cursor = base; cursor < base + bytes; cursor += 64) {
            *(int64_t *)cursor = cursor - base;
        }
        __asm__ volatile("" : : : "memory");
        munmap(base, bytes);
    }
    return 0;
}
