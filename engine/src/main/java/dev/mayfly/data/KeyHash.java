package dev.mayfly.data;

/**
 * Hashes of keys that are longs, by a table's own secret: a bijection, so that equal hashes are
 * equal keys.
 *
 * <p>Two multiplications with a fold between them; the first factor and the salt come from the
 * table's seed.
 */
abstract class KeyHash {

    private static final long FOLD = 0xD6E8FEB86659FD93L;
    private static final long UNFOLD = inverse(FOLD);

    long salt;
    long factor;
    private long seed;
    private long factorBack;

    KeyHash(long seed) {
        takeSeed(seed);
    }

    final void takeSeed(long seed) {
        this.seed = seed;
        salt = Seeds.spread(seed);
        factor = Seeds.spread(seed ^ FOLD) | 1;
        factorBack = inverse(factor);
    }

    final long currentSeed() {
        return seed;
    }

    final long hash(long key) {
        long product = (key ^ salt) * factor;
        return (product ^ product >>> 32) * FOLD;
    }

    final long key(long hash) {
        return key(hash, salt, factorBack);
    }

    /** The key that has a hash by a seed that is not this table's any more. */
    static long key(long hash, long seed) {
        return key(hash, Seeds.spread(seed), inverse(Seeds.spread(seed ^ FOLD) | 1));
    }

    private static long key(long hash, long salt, long factorBack) {
        long folded = hash * UNFOLD;
        return (folded ^ folded >>> 32) * factorBack ^ salt;
    }

    /** Newton's method: each step doubles the bits that are right, the first five are at once. */
    private static long inverse(long odd) {
        long inverse = 3 * odd ^ 2;
        for (int bits = 5; bits < Long.SIZE; bits *= 2) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
