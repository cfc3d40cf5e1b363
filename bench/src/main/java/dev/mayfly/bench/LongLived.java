package dev.mayfly.bench;

import java.util.Locale;

/**
 * What the benchmarks of long-lived memory ask of an allocator; blocks stand at 16 bytes. Each fork
 * measures one implementation, so that the JIT compiler sees through the interface.
 */
interface LongLived {

    /**
     * Finds an allocator.
     *
     * @param name {@code mayfly}, or one of {@link NativeMalloc} in lower case
     * @return an allocator that lives as long as the JVM
     */
    static LongLived of(String name) {
        return name.equals("mayfly")
                ? MayflyGeneral.create()
                : NativeMalloc.valueOf(name.toUpperCase(Locale.ROOT));
    }

    long malloc(long size);

    /** Frees a block; whoever needs no size takes none. */
    void free(long address, long size);

    /** Bytes that it took from the system, by its own account; 0 if it keeps none. */
    default long committed() {
        return 0;
    }
}
