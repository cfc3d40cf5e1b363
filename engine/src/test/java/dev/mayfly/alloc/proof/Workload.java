package dev.mayfly.alloc.proof;

import dev.mayfly.alloc.Allocator;

import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What allocators that every thread may call are put to the test with: the workloads of
 * mimalloc-bench, written anew from their descriptions. Every block carries cookies, work is
 * bounded by counts and never by time, and each gives back everything it took.
 */
enum Workload {
    /**
     * A server: each thread replaces random blocks in an array it was handed, then ends and hands
     * it to its successor, who frees what its predecessors made.
     */
    LARSON {
        private static final int CHUNKS = 500;
        private static final int SMALLEST = 8;
        private static final int LARGEST = 1000;
        private static final long SEED = 4141;

        @Override
        void run(Cookies cookies, int threads, int scale) throws InterruptedException {
            Crew crew = new Crew();
            long[][] arrays = new long[threads][CHUNKS];
            for (int i = 0; i < threads; i++) {
                long[] array = arrays[i];
                SplittableRandom random = new SplittableRandom(SEED + i);
                for (int chunk = 0; chunk < CHUNKS; chunk++) {
                    array[chunk] = cookies.make(size(random), false);
                }
                crew.start(() -> serve(crew, cookies, array, random, 10 * scale));
            }
            crew.join();
            for (long[] array : arrays) {
                for (long address : array) {
                    cookies.takeBack(address);
                }
            }
        }

        private static long size(SplittableRandom random) {
            return random.nextInt(SMALLEST, LARGEST + 1);
        }

        private static void serve(
                Crew crew, Cookies cookies, long[] array, SplittableRandom random, int rounds) {
            for (int i = 0; i < 4 * CHUNKS; i++) {
                int victim = random.nextInt(CHUNKS);
                cookies.takeBack(array[victim]);
                array[victim] = cookies.make(size(random), (i & 3) == 0);
            }
            if (rounds > 1 && !crew.hasFailed()) {
                crew.start(() -> serve(crew, cookies, array, random, rounds - 1));
            }
        }
    },

    /** Half of the threads only allocate, the other half only free what the first half made. */
    XMALLOC_TEST {
        private static final int BATCH = 100;
        private static final int SIZE = 64;
        private static final long[] NO_MORE = {};

        @Override
        void run(Cookies cookies, int threads, int scale) throws InterruptedException {
            Crew crew = new Crew();
            BlockingQueue<long[]> batches = new ArrayBlockingQueue<>(16);
            for (int i = 0; i < threads; i++) {
                crew.start(() -> produce(cookies, batches, 200 * scale));
                crew.start(() -> consume(cookies, batches));
            }
            crew.join();
        }

        private static void produce(Cookies cookies, BlockingQueue<long[]> batches, int count)
                throws InterruptedException {
            for (int i = 0; i < count; i++) {
                long[] batch = new long[BATCH];
                for (int block = 0; block < BATCH; block++) {
                    batch[block] = cookies.make(SIZE, (block & 1) == 0);
                }
                batches.put(batch);
            }
            batches.put(NO_MORE);
        }

        private static void consume(Cookies cookies, BlockingQueue<long[]> batches)
                throws InterruptedException {
            for (long[] batch = batches.take(); batch.length > 0; batch = batches.take()) {
                for (long address : batch) {
                    cookies.takeBack(address);
                }
            }
        }
    },

    /**
     * Each thread frees one tiny block that another thread made beside its neighbours', then
     * allocates, writes and frees one such block over and over: allocators that give it the same
     * cache line again are slow, and those that mix up neighbours are wrong.
     */
    CACHE_SCRATCH {
        private static final int SIZE = 1;
        private static final int WRITES = 100;

        @Override
        void run(Cookies cookies, int threads, int scale) throws InterruptedException {
            Crew crew = new Crew();
            for (int i = 0; i < threads; i++) {
                long neighbour = cookies.make(Cookies.SMALLEST, false);
                crew.start(() -> scratch(cookies, neighbour, 2000 * scale));
            }
            crew.join();
        }

        private static void scratch(Cookies cookies, long neighbour, int rounds) {
            cookies.takeBack(neighbour);
            Allocator allocator = cookies.allocator;
            for (int i = 0; i < rounds; i++) {
                long address = allocator.allocNonZeroed(SIZE, 1);
                for (int write = 0; write < WRITES; write++) {
                    Pattern.write(address, SIZE, write);
                    Pattern.check(address, SIZE, write);
                }
                allocator.free(address, SIZE);
            }
        }
    },

    /**
     * Threads allocate blocks of all sizes, keep some, free some, and swap others with whatever is
     * in slots that all of them share. They end, and new threads find in the slots what the dead
     * have left.
     */
    MSTRESS {
        private static final int SLOTS = 500;
        private static final int ALLOCATIONS = 2000;

        @Override
        void run(Cookies cookies, int threads, int scale) throws InterruptedException {
            AtomicLongArray slots = new AtomicLongArray(SLOTS);
            int generations = 10 * scale;
            for (int generation = 0; generation < generations; generation++) {
                Crew crew = new Crew();
                for (int i = 0; i < threads; i++) {
                    long seed = generation * 1000L + i;
                    crew.start(() -> stress(cookies, slots, new SplittableRandom(seed)));
                }
                crew.join();
                if (generation % 4 == 3) {
                    cookies.upkeep();
                    empty(cookies, slots);
                }
            }
            empty(cookies, slots);
        }

        private static void stress(
                Cookies cookies, AtomicLongArray slots, SplittableRandom random) {
            long[] kept = new long[ALLOCATIONS];
            int count = 0;
            for (int i = 0; i < ALLOCATIONS; i++) {
                kept[count++] = cookies.make(size(random), random.nextInt(4) == 0);
                int chance = random.nextInt(100);
                if (chance < 40) {
                    // Any one, not the newest: the last takes its place.
                    int victim = random.nextInt(count);
                    cookies.takeBack(kept[victim]);
                    kept[victim] = kept[--count];
                } else if (chance < 70) {
                    int swapped = random.nextInt(count);
                    long other = slots.getAndSet(random.nextInt(SLOTS), kept[swapped]);
                    if (other == 0) {
                        kept[swapped] = kept[--count];
                    } else {
                        cookies.check(other);
                        kept[swapped] = other;
                    }
                }
            }
            while (count > 0) {
                cookies.takeBack(kept[--count]);
            }
        }

        /** Up to 256 bytes mostly, one in a hundred up to 25 KiB, one in a thousand up to 250. */
        private static long size(SplittableRandom random) {
            long size = Cookies.SMALLEST + random.nextInt(248);
            int chance = random.nextInt(1000);
            return chance == 0 ? size * 1000 : chance < 10 ? size * 100 : size;
        }

        private static void empty(Cookies cookies, AtomicLongArray slots) {
            for (int slot = 0; slot < SLOTS; slot++) {
                long address = slots.getAndSet(slot, 0);
                if (address != 0) {
                    cookies.takeBack(address);
                }
            }
        }
    };

    /**
     * Runs to the end, everything freed.
     *
     * @param scale 1 takes about a tenth of a second
     */
    abstract void run(Cookies cookies, int threads, int scale) throws InterruptedException;

    /** Runs it on a fresh allocator and checks that every block came back. */
    void prove(Member member, int threads, int scale) throws InterruptedException {
        Cookies cookies = new Cookies(member);
        run(cookies, threads, scale);
        cookies.close();
    }
}
