package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.Locale;

/** Who is measured by the benchmarks of long-lived memory; one of each for all threads. */
public final class GeneralContestants {

    private GeneralContestants() {}

    /** An allocator called from Java: Mayfly's, or C's through LWJGL. */
    @State(Scope.Benchmark)
    public static class FromJava {

        /** Which. */
        @Param({"mayfly", "mimalloc", "rpmalloc", "jemalloc", "system"})
        String allocator;

        /** Never closed: the first thread to end does not know whether another is still freeing. */
        LongLived longLived;

        @Setup
        public void open() {
            longLived = LongLived.of(allocator);
        }
    }

    /** One of the same libraries called from C. */
    @State(Scope.Benchmark)
    public static class FromC {

        /** Which. */
        @Param({"mimalloc", "rpmalloc", "jemalloc", "system"})
        String malloc;

        NativeMalloc library;
        NativeMallocLoops loops;

        @Setup
        public void link() {
            library = NativeMalloc.valueOf(malloc.toUpperCase(Locale.ROOT));
            loops = new NativeMallocLoops(library.mallocFunction(), library.freeFunction());
        }
    }
}
