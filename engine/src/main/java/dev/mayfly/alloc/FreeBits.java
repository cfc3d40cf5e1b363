package dev.mayfly.alloc;

/**
 * A set of small numbers that finds its least one in a few steps: a bit for each number, and above
 * every 64 words of bits a word that says which of them are not empty, up to a single word.
 */
final class FreeBits {

    private static final int WORD_SHIFT = 6;

    /** Bits first, then the words above them, and so on; the last level has one word. */
    private final long[][] levels;

    /**
     * An empty set.
     *
     * @param size numbers from 0 to below this, more than 0
     */
    FreeBits(int size) {
        int count = 1;
        for (int words = wordsFor(size); words > 1; words = wordsFor(words)) {
            count++;
        }
        levels = new long[count][];
        int bits = size;
        for (int level = 0; level < count; level++) {
            bits = wordsFor(bits);
            levels[level] = new long[bits];
        }
    }

    private static int wordsFor(int bits) {
        return (bits - 1 >>> WORD_SHIFT) + 1;
    }

    /** Whether a number is in the set; one beyond its size is not. */
    boolean has(int number) {
        int word = number >>> WORD_SHIFT;
        return word < levels[0].length && (levels[0][word] >>> number & 1) != 0;
    }

    void add(int number) {
        int bit = number;
        for (long[] words : levels) {
            int word = bit >>> WORD_SHIFT;
            long before = words[word];
            words[word] = before | 1L << bit;
            if (before != 0) {
                return;
            }
            bit = word;
        }
    }

    void remove(int number) {
        int bit = number;
        for (long[] words : levels) {
            int word = bit >>> WORD_SHIFT;
            long after = words[word] & ~(1L << bit);
            words[word] = after;
            if (after != 0) {
                return;
            }
            bit = word;
        }
    }

    boolean isEmpty() {
        return levels[levels.length - 1][0] == 0;
    }

    /** The least number of a set that is not empty. */
    int first() {
        int word = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            word = (word << WORD_SHIFT) + Long.numberOfTrailingZeros(levels[level][word]);
        }
        return word;
    }

    /** Empties the set; costs as much as it has members. */
    void clear() {
        while (!isEmpty()) {
            remove(first());
        }
    }
}
