package dev.mayfly.bench;

import io.netty.buffer.ByteBufAllocator;

import org.openjdk.jmh.infra.BenchmarkParams;

import java.lang.foreign.Arena;
import java.util.function.Supplier;

/**
 * Who hands out the memory of a benchmark. The methods of such benchmarks all look alike; a
 * method's name says whose turn it is, and each fork sees one source only, so that the JIT compiler
 * sees through the interfaces.
 */
sealed interface Source {

    /** An allocator that hands out addresses: Mayfly's, or C's through LWJGL. */
    record Addresses(LongLived allocator) implements Source {}

    /** C's allocator, called by C. */
    record InC(NativeMalloc library) implements Source {}

    /** One of Netty's, which hand out buffers that are counted. */
    record Buffers(ByteBufAllocator allocator) implements Source {}

    /**
     * FFM arenas.
     *
     * @param open makes one
     * @param closes whether its owner ends it, and not the garbage collector
     */
    record Arenas(Supplier<Arena> open, boolean closes) implements Source {}

    /** Java's own heap: a {@code byte[]} for each block. */
    record Objects() implements Source {}

    /**
     * Finds a benchmark's source.
     *
     * @param params the benchmark's; the name of its method is one of those below
     */
    static Source of(BenchmarkParams params) {
        String name = params.getBenchmark();
        return of(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Finds a source by its name. */
    static Source of(String name) {
        return switch (name) {
            case "mayfly" -> new Addresses(MayflyGeneral.create());
            case "lwjglMimalloc" -> new Addresses(NativeMalloc.MIMALLOC);
            case "lwjglRpmalloc" -> new Addresses(NativeMalloc.RPMALLOC);
            case "lwjglJemalloc" -> new Addresses(NativeMalloc.JEMALLOC);
            case "lwjglSystem" -> new Addresses(NativeMalloc.SYSTEM);
            case "nettyPooled" -> new Buffers(Netty.pooled());
            case "nettyAdaptive" -> new Buffers(Netty.adaptive());
            case "ffmConfined" -> new Arenas(Arena::ofConfined, true);
            case "ffmShared" -> new Arenas(Arena::ofShared, true);
            case "ffmAuto" -> new Arenas(Arena::ofAuto, false);
            case "objects", "objectsG1", "objectsZgc", "objectsParallel" -> new Objects();
            case "cMimalloc" -> new InC(NativeMalloc.MIMALLOC);
            case "cRpmalloc" -> new InC(NativeMalloc.RPMALLOC);
            case "cJemalloc" -> new InC(NativeMalloc.JEMALLOC);
            case "cSystem" -> new InC(NativeMalloc.SYSTEM);
            default -> throw new IllegalArgumentException("no source is called " + name);
        };
    }
}
