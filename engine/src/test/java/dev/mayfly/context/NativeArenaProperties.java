package dev.mayfly.context;

import static dev.mayfly.context.SampleLibrary.ALLOC;
import static dev.mayfly.context.SampleLibrary.ALLOC_NON_ZEROED;
import static dev.mayfly.context.SampleLibrary.FREE;
import static dev.mayfly.context.SampleLibrary.RESIZE;
import static dev.mayfly.context.SampleLibrary.RESIZE_NON_ZEROED;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two arenas get the same random calls: one from Java alone, the other from Java and C by turns.
 * They must not be told apart.
 */
class NativeArenaProperties {

    private static final long MIB = 1 << 20;
    private static final int STEPS = 30_000;
    private static final long NONE = -1;

    private final SampleLibrary c = SampleLibrary.orSkip();

    /** A block in both arenas, and the byte it is full of. */
    private record Block(long alone, long mixed, long size, byte content) {}

    private FrameArena alone;
    private FrameArena mixed;
    private long aloneBase;
    private long mixedBase;
    private SplittableRandom random;
    private final List<Block> blocks = new ArrayList<>();
    private final Deque<SavePoint[]> points = new ArrayDeque<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private int inC;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldLeaveTheArenaAsJavaAloneWould(long seed) {
        random = new SplittableRandom(seed);
        FrameArena.Builder builder = FrameArena.builder().reserve(4 * MIB).trimAfter(5);
        try (FrameArena first = builder.build();
                FrameArena second = builder.build();
                OpenContext _ = Context.open(HeapAllocator.INSTANCE, second)) {
            alone = first;
            mixed = second;
            aloneBase = first.alloc(1, 1);
            mixedBase = second.alloc(1, 1);
            for (int step = 0; step < STEPS; step++) {
                step();
                if (random.nextInt(3) == 0) {
                    check("seed " + seed + ", step " + step);
                }
            }
            assertEquals(true, inC > STEPS / 3, "calls from C: " + inC);
        }
    }

    private void check(String where) {
        assertEquals(alone.used(), mixed.used(), where);
        assertEquals(alone.peak(), mixed.peak(), where);
        assertEquals(alone.committed(), mixed.committed(), where);
        assertEquals(alone.lastTickPeak(), mixed.lastTickPeak(), where);
    }

    private void step() {
        switch (random.nextInt(100)) {
            case 0 -> freeAll();
            case 1, 2, 3 -> openSavePoint();
            case 4, 5, 6 -> closeSavePoint();
            default -> {
                int kind = random.nextInt(10);
                if (kind < 4 || blocks.isEmpty()) {
                    allocate();
                } else if (kind < 7) {
                    resize();
                } else {
                    free();
                }
            }
        }
    }

    private void freeAll() {
        while (!points.isEmpty()) {
            closeSavePoint();
        }
        blocks.clear();
        alone.freeAll();
        mixed.freeAll();
    }

    private void openSavePoint() {
        points.push(new SavePoint[] {alone.savepoint(), mixed.savepoint()});
        marks.push(blocks.size());
    }

    private void closeSavePoint() {
        if (points.isEmpty()) {
            return;
        }
        SavePoint[] both = points.pop();
        int kept = Math.min(marks.pop(), blocks.size());
        blocks.subList(kept, blocks.size()).clear();
        both[0].close();
        both[1].close();
    }

    private long size() {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> random.nextLong(40_000);
            case 2 -> random.nextInt(10) == 0 ? random.nextLong(3 * MIB) : 1;
            default -> 1 + random.nextLong(200);
        };
    }

    private void allocate() {
        perform(random.nextBoolean() ? ALLOC : ALLOC_NON_ZEROED, size(), null);
    }

    private void resize() {
        Block old = take();
        perform(random.nextBoolean() ? RESIZE : RESIZE_NON_ZEROED, size(), old);
    }

    private void free() {
        perform(FREE, 0, take());
    }

    /**
     * Mostly the newest, which is where things happen. One from before a save point only if there
     * is no other; that stays.
     */
    private Block take() {
        int floor = marks.isEmpty() ? 0 : Math.min(marks.peek(), blocks.size());
        if (floor == blocks.size()) {
            return blocks.isEmpty() ? null : blocks.getLast();
        }
        boolean newest = random.nextInt(4) != 0;
        int at = newest ? blocks.size() - 1 : floor + random.nextInt(blocks.size() - floor);
        return blocks.remove(at);
    }

    private void perform(int operation, long size, Block old) {
        long alignment = 1L << random.nextInt(8);
        long oldSize = old == null ? 0 : old.size;
        long here = inJava(alone, operation, size, alignment, old == null ? 0 : old.alone, oldSize);
        long there;
        long oldThere = old == null ? 0 : old.mixed;
        if (random.nextBoolean()) {
            inC++;
            int error = c.operate(true, operation, size, alignment, oldThere, oldSize);
            there = error == 0 ? c.result() : NONE;
        } else {
            there = inJava(mixed, operation, size, alignment, oldThere, oldSize);
        }
        if (here == NONE || here == 0) {
            assertEquals(here, there);
            return;
        }
        assertEquals(here - aloneBase, there - mixedBase);
        long kept = Math.min(oldSize, size);
        for (long i = 0; i < kept; i += 1 + kept / 50) {
            assertEquals(old.content, Memory.getByte(there + i));
        }
        if (operation == ALLOC || operation == RESIZE) {
            for (long i = kept; i < size; i++) {
                if (Memory.getByte(there + i) != 0) {
                    throw new AssertionError("byte " + i + " of " + size + " is not zero");
                }
            }
        }
        if (there == oldThere && blocks.contains(old)) {
            return;
        }
        byte content = (byte) (1 + random.nextInt(255));
        Memory.fill(here, size, content);
        Memory.fill(there, size, content);
        blocks.add(new Block(here, there, size, content));
    }

    private static long inJava(
            FrameArena arena, int operation, long size, long alignment, long old, long oldSize) {
        try {
            return switch (operation) {
                case ALLOC -> arena.alloc(size, alignment);
                case ALLOC_NON_ZEROED -> arena.allocNonZeroed(size, alignment);
                case RESIZE -> arena.resize(old, oldSize, size, alignment);
                case RESIZE_NON_ZEROED -> arena.resizeNonZeroed(old, oldSize, size, alignment);
                default -> {
                    arena.free(old, oldSize);
                    yield 0;
                }
            };
        } catch (MemoryException _) {
            return NONE;
        }
    }
}
