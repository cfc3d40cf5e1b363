package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.bench.peers.NativeArena;
import dev.mayfly.memory.Memory;

import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.SegmentStack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/**
 * A tick whose blocks come from somebody who moves a cursor, and moves it back at the end. For the
 * sum the same blocks are allocated once more, which finds what the tick left in them.
 */
interface BumpTick extends Tick {

    /**
     * The same steps whoever does it.
     *
     * @param name of the method of a benchmark
     * @param capacity bytes, enough for the tick
     */
    static Tick of(String name, int[] sizes, int capacity) {
        return switch (name) {
            case "frameArena" -> new Raw(arena(capacity), sizes);
            case "frameArenaZeroed" -> new RawZeroed(arena(capacity), sizes);
            case "frameArenaSegments" -> new Safe(arena(capacity), sizes);
            case "frameArenaSegmentsZeroed" -> new SafeZeroed(arena(capacity), sizes);
            case "lwjglMemoryStack" -> new Stack(MemoryStack.create(capacity), sizes);
            case "lwjglSegmentStack" -> new Segments(SegmentStack.create(capacity), sizes);
            case "ffmSlicing" ->
                    new Slices(Arena.ofAuto().allocate(capacity, Sizes.ALIGNMENT), sizes);
            case "cBump" -> new InC(NativeArena.ofC(capacity, sizes), sizes);
            default -> throw new IllegalArgumentException("nobody is called " + name);
        };
    }

    private static FrameArena arena(long capacity) {
        return FrameArena.builder().reserve(capacity).build();
    }

    /** Adds up what an arena's last tick left. */
    private static long sum(FrameArena arena, int[] sizes) {
        long sum = 0;
        for (int size : sizes) {
            sum += Memory.getLong(arena.allocNonZeroed(size, Sizes.ALIGNMENT));
        }
        arena.freeAll();
        return sum;
    }

    /** Addresses. */
    record Raw(FrameArena arena, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                Memory.putLong(arena.allocNonZeroed(sizes[i], Sizes.ALIGNMENT), i);
            }
            arena.freeAll();
        }

        @Override
        public long sum() {
            run();
            return BumpTick.sum(arena, sizes);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Addresses of zeroed memory. */
    record RawZeroed(FrameArena arena, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                Memory.putLong(arena.alloc(sizes[i], Sizes.ALIGNMENT), i);
            }
            arena.freeAll();
        }

        @Override
        public long sum() {
            run();
            return BumpTick.sum(arena, sizes);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Segments. */
    record Safe(FrameArena arena, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                arena.allocateNonZeroed(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
            arena.freeAll();
        }

        @Override
        public long sum() {
            run();
            return BumpTick.sum(arena, sizes);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Segments of zeroed memory. */
    record SafeZeroed(FrameArena arena, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            for (int i = 0; i < sizes.length; i++) {
                arena.allocate(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
            arena.freeAll();
        }

        @Override
        public long sum() {
            run();
            return BumpTick.sum(arena, sizes);
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** LWJGL's raw stack. */
    record Stack(MemoryStack stack, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            stack.push();
            for (int i = 0; i < sizes.length; i++) {
                Memory.putLong(stack.nmalloc(Sizes.ALIGNMENT, sizes[i]), i);
            }
            stack.pop();
        }

        @Override
        public long sum() {
            run();
            stack.push();
            long sum = 0;
            for (int size : sizes) {
                sum += Memory.getLong(stack.nmalloc(Sizes.ALIGNMENT, size));
            }
            stack.pop();
            return sum;
        }
    }

    /** LWJGL's stack of segments, new in 3.4 for Java 25. */
    record Segments(SegmentStack stack, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            stack.push();
            for (int i = 0; i < sizes.length; i++) {
                stack.allocate(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
            stack.pop();
        }

        @Override
        public long sum() {
            run();
            stack.push();
            long sum = 0;
            for (int size : sizes) {
                sum += stack.allocate(size, Sizes.ALIGNMENT).get(ValueLayout.JAVA_LONG, 0);
            }
            stack.pop();
            return sum;
        }
    }

    /** The JDK's bump allocator over a segment; it has no reset, so each tick takes a new one. */
    record Slices(MemorySegment memory, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
            for (int i = 0; i < sizes.length; i++) {
                slices.allocate(sizes[i], Sizes.ALIGNMENT).set(ValueLayout.JAVA_LONG, 0, i);
            }
        }

        @Override
        public long sum() {
            run();
            SegmentAllocator slices = SegmentAllocator.slicingAllocator(memory);
            long sum = 0;
            for (int size : sizes) {
                sum += slices.allocate(size, Sizes.ALIGNMENT).get(ValueLayout.JAVA_LONG, 0);
            }
            return sum;
        }
    }

    /** C, with the cursor in a register all through the tick. */
    record InC(NativeArena arena, int[] sizes) implements BumpTick {

        @Override
        public void run() {
            run(1);
        }

        @Override
        public void run(int ticks) {
            arena.run(ticks);
        }

        @Override
        public long sum() {
            run();
            long sum = 0;
            long cursor = arena.base();
            for (int size : sizes) {
                cursor = cursor + Sizes.ALIGNMENT - 1 & -Sizes.ALIGNMENT;
                sum += Memory.getLong(cursor);
                cursor += size;
            }
            return sum;
        }

        @Override
        public void close() {
            arena.close();
        }
    }
}
