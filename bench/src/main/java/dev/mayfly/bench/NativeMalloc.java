package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;

import org.lwjgl.system.jemalloc.JEmalloc;
import org.lwjgl.system.libc.LibCStdlib;
import org.lwjgl.system.mimalloc.mimalloc;
import org.lwjgl.system.rpmalloc.RPmalloc;

import java.lang.foreign.Linker;

/**
 * C's allocators, as LWJGL calls them, and where their functions are, for C to call the very same.
 * A library is loaded when its allocator is first used.
 */
enum NativeMalloc implements LongLived {
    MIMALLOC {
        @Override
        public long malloc(long size) {
            return mimalloc.nmi_malloc(size);
        }

        @Override
        public void free(long address, long size) {
            mimalloc.nmi_free(address);
        }

        @Override
        long mallocFunction() {
            return mimalloc.Functions.malloc;
        }

        @Override
        long freeFunction() {
            return mimalloc.Functions.free;
        }
    },

    /** Version 2 initialises itself, and every thread at its first call. */
    RPMALLOC {
        @Override
        public long malloc(long size) {
            return RPmalloc.nrpmalloc(size);
        }

        @Override
        public void free(long address, long size) {
            RPmalloc.nrpfree(address);
        }

        @Override
        long mallocFunction() {
            return new RPmalloc.Allocator().getMalloc();
        }

        @Override
        long freeFunction() {
            return new RPmalloc.Allocator().getFree();
        }
    },

    JEMALLOC {
        @Override
        public long malloc(long size) {
            return JEmalloc.nje_malloc(size);
        }

        @Override
        public void free(long address, long size) {
            JEmalloc.nje_free(address);
        }

        @Override
        long mallocFunction() {
            return JEmalloc.Functions.malloc;
        }

        @Override
        long freeFunction() {
            return JEmalloc.Functions.free;
        }
    },

    SYSTEM {
        @Override
        public long malloc(long size) {
            return LibCStdlib.nmalloc(size);
        }

        @Override
        public void free(long address, long size) {
            LibCStdlib.nfree(address);
        }

        @Override
        long mallocFunction() {
            return find("malloc");
        }

        @Override
        long freeFunction() {
            return find("free");
        }

        private static long find(String function) {
            return Linker.nativeLinker().defaultLookup().findOrThrow(function).address();
        }
    };

    /** Loops in C that call the very same functions. */
    NativeMallocLoops loops() {
        return new NativeMallocLoops(mallocFunction(), freeFunction());
    }

    abstract long mallocFunction();

    abstract long freeFunction();
}
