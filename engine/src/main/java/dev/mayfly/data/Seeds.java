package dev.mayfly.data;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that nobody outside can guess, so that nobody can choose keys that collide. Any thread.
 *
 * <p>One secret of the system's for the process, spread by the finisher of SplitMix64 (Steele, Lea,
 * Flood: Fast splittable pseudorandom number generators, 2014).
 */
final class Seeds {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long SECRET;
    private static final AtomicLong NEXT;

    static {
        SecureRandom random = new SecureRandom();
        SECRET = random.nextLong();
        NEXT = new AtomicLong(random.nextLong());
    }

    private Seeds() {}

    static long next() {
        return spread(SECRET ^ spread(NEXT.getAndAdd(GOLDEN)));
    }

    /** The seed after this one: another, and the same every time. */
    static long after(long seed) {
        return spread(seed + GOLDEN);
    }

    /** A bijection after which every bit depends on every bit. */
    static long spread(long value) {
        long spread = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        spread = (spread ^ spread >>> 27) * 0x94D049BB133111EBL;
        return spread ^ spread >>> 31;
    }
}
