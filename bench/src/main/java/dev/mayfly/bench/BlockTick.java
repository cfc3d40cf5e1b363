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
 * A tick whose blocks come from somebody who knows no ticks: so many blocks are allocated, each
 * with one 8-byte store of its number at its start, and all of them are given back at the end, one
 * by one where nobody does it for them.
 */
interface BlockTick extends Tick {

    /** The same steps whoever the source is. */
    static BlockTick of(Source source, int[] sizes) {
        return switch (source) {
            case Source.Addresses(LongLived allocator) ->
                    new OfAddresses(allocator, sizes, new long[sizes.length]);
            case Source.InC(NativeMalloc library) -> new InC(library, sizes);
            case Source.Buffers(ByteBufAllocator allocator) ->
                    new OfBuffers(allocator, sizes, new ByteBuf[sizes.length]);
            case Source.Arenas(Supplier<Arena> open, boolean closes) ->
                    new OfSegments(open, closes, sizes);
            case Source.Objects() -> new OfObjects(sizes, new byte[sizes.length][]);
        };
    }

    /** Blocks known by their addresses, which somebody must remember until the end. */
    record OfAddresses(LongLived allocator, int[] sizes, long[] blocks) implements BlockTick {

        @Override
        public void run() {
            allocate();
            end();
        }

        private void allocate() {
            for (int i = 0; i < sizes.length; i++) {
                long block = allocator.malloc(sizes[i]);
                Memory.putLong(block, i);
                blocks[i] = block;
            }
        }

        private void end() {
            for (int i = 0; i < sizes.length; i++) {
                allocator.free(blocks[i], sizes[i]);
            }
        }

        @Override
        public long sum() {
            allocate();
            long sum = 0;
            for (long block : blocks) {
                sum += Memory.getLong(block);
            }
            end();
            return sum;
        }
    }

    /** The whole of it in C. */
    record InC(NativeMallocLoops loops, MemorySegment sizes, MemorySegment blocks)
            implements BlockTick {

        InC(NativeMalloc library, int[] sizes) {
            this(
                    library.loops(),
                    NativeMallocLoops.table(sizes),
                    Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, sizes.length));
        }

        @Override
        public void run() {
            run(1);
        }

        @Override
        public void run(int ticks) {
            loops.ticks(sizes, blocks, ticks);
        }

        @Override
        public long sum() {
            loops.allocateAll(sizes, blocks);
            long sum = 0;
            for (long at = 0; at < blocks.byteSize(); at += Long.BYTES) {
                sum += Memory.getLong(blocks.get(ValueLayout.JAVA_LONG, at));
            }
            loops.freeAll(blocks);
            return sum;
        }
    }

    /** Netty's buffers. */
    record OfBuffers(ByteBufAllocator allocator, int[] sizes, ByteBuf[] blocks)
            implements BlockTick {

        @Override
        public void run() {
            allocate();
            end();
        }

        private void allocate() {
            for (int i = 0; i < sizes.length; i++) {
                ByteBuf block = allocator.directBuffer(sizes[i]);
                block.setLong(0, i);
                blocks[i] = block;
            }
        }

        private void end() {
            for (ByteBuf block : blocks) {
                block.release();
            }
        }

        @Override
        public long sum() {
            allocate();
            long sum = 0;
            for (ByteBuf block : blocks) {
                sum += block.getLong(0);
            }
            end();
            return sum;
        }
    }

    /**
     * An FFM arena for the tick: every block is zeroed, and freed when the arena is closed, or some
     * time after by the garbage collector. No segment leaves the loop.
     */
    record OfSegments(Supplier<Arena> open, boolean closes, int[] sizes) implements BlockTick {

        @Override
        public void run() {
            Arena arena = open.get();
            for (int i = 0; i < sizes.length; i++) {
                allocate(arena, i);
            }
            end(arena);
        }

        private MemorySegment allocate(Arena arena, int i) {
            MemorySegment block = arena.allocate(sizes[i], Sizes.ALIGNMENT);
            block.set(ValueLayout.JAVA_LONG, 0, i);
            return block;
        }

        private void end(Arena arena) {
            if (closes) {
                arena.close();
            }
        }

        @Override
        public long sum() {
            Arena arena = open.get();
            MemorySegment[] blocks = new MemorySegment[sizes.length];
            for (int i = 0; i < sizes.length; i++) {
                blocks[i] = allocate(arena, i);
            }
            long sum = 0;
            for (MemorySegment block : blocks) {
                sum += block.get(ValueLayout.JAVA_LONG, 0);
            }
            end(arena);
            return sum;
        }
    }

    /** Java arrays; those of a tick are garbage when the next tick's take their places. */
    record OfObjects(int[] sizes, byte[][] blocks) implements BlockTick {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                byte[] block = new byte[sizes[i]];
                JavaBytes.putLong(block, i);
                blocks[i] = block;
            }
        }

        @Override
        public long sum() {
            run();
            long sum = 0;
            for (byte[] block : blocks) {
                sum += JavaBytes.getLong(block);
            }
            return sum;
        }
    }
}
