package dev.mayfly.bench;

import dev.mayfly.bench.peers.NativeMallocLoops;
import dev.mayfly.memory.Memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;

/**
 * Blocks that do not live long: each is allocated, given one 8-byte store, and freed before the
 * next comes.
 */
interface Pairs {

    /** Allocates and frees each size in turn. */
    void run();

    /** The same steps whoever the source is. */
    static Pairs of(Source source, int[] sizes) {
        return switch (source) {
            case Source.Addresses(LongLived allocator) -> new OfAddresses(allocator, sizes);
            case Source.InC(NativeMalloc library) -> new InC(library, sizes);
            case Source.Buffers(ByteBufAllocator allocator) -> new OfBuffers(allocator, sizes);
            case Source.Arenas(Supplier<Arena> open, boolean closes) ->
                    closes ? new OfArenas(open, sizes) : new OfSegments(open, sizes);
            case Source.Objects() -> new OfObjects(sizes);
        };
    }

    /** Blocks known by their addresses. */
    record OfAddresses(LongLived allocator, int[] sizes) implements Pairs {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                int size = sizes[i];
                long block = allocator.malloc(size);
                Memory.putLong(block, i);
                allocator.free(block, size);
            }
        }
    }

    /** The whole of it in C. */
    record InC(NativeMallocLoops loops, MemorySegment sizes) implements Pairs {

        InC(NativeMalloc library, int[] sizes) {
            this(library.loops(), NativeMallocLoops.table(sizes));
        }

        @Override
        public void run() {
            loops.pairs(sizes);
        }
    }

    /** Netty's buffers. */
    record OfBuffers(ByteBufAllocator allocator, int[] sizes) implements Pairs {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                ByteBuf block = allocator.directBuffer(sizes[i]);
                block.setLong(0, i);
                block.release();
            }
        }
    }

    /** An FFM arena for every block, because that is how FFM frees one by itself. */
    record OfArenas(Supplier<Arena> open, int[] sizes) implements Pairs {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                try (Arena arena = open.get()) {
                    arena.allocate(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
                }
            }
        }
    }

    /** FFM segments that the garbage collector frees. */
    record OfSegments(Supplier<Arena> open, int[] sizes, MemorySegment[] last) implements Pairs {

        OfSegments(Supplier<Arena> open, int[] sizes) {
            this(open, sizes, new MemorySegment[1]);
        }

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                MemorySegment block = open.get().allocate(sizes[i], Sizes.ALIGNMENT);
                block.set(ValueLayout.JAVA_LONG, 0, i);
                last[0] = block;
            }
        }
    }

    /**
     * Java arrays. The last one is kept: the JIT compiler makes none at all of those that nobody
     * else can see.
     */
    record OfObjects(int[] sizes, byte[][] last) implements Pairs {

        OfObjects(int[] sizes) {
            this(sizes, new byte[1][]);
        }

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                byte[] block = new byte[sizes[i]];
                JavaBytes.putLong(block, i);
                last[0] = block;
            }
        }
    }
}
