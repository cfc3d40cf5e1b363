package dev.mayfly.bench;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Netty's allocators as somebody sets them up who wants them fast: they are asked from threads of
 * Netty's kind, which have caches and use buffer objects again, and nobody looks for leaks. Bounds
 * and reference counts are checked, as they are by default.
 */
final class Netty {

    static {
        System.setProperty("io.netty.allocator.useCacheForAllThreads", "true");
        System.setProperty("io.netty.allocator.useCachedMagazinesForNonEventLoopThreads", "true");
        System.setProperty("io.netty.leakDetection.level", "disabled");
    }

    /** Measures on {@link NettyThreads}. */
    static final String THREADS = "-Djmh.executor.class=dev.mayfly.bench.NettyThreads";

    private Netty() {}

    static ByteBufAllocator pooled() {
        return new PooledByteBufAllocator(true);
    }

    static ByteBufAllocator adaptive() {
        return new AdaptiveByteBufAllocator(true);
    }
}
