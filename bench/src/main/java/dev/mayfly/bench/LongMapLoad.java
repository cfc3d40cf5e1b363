package dev.mayfly.bench;

import java.util.SplittableRandom;

/**
 * What is asked of a map from long to long at a size at which it stays. Keys are looked for at
 * random, and keys come and go, so many before the same ones come again that the processor cannot
 * learn them: a benchmark that repeats a thousand keys measures its memory for branches. A step is
 * {@link Sizes#PER_TICK} operations.
 */
final class LongMapLoad {

    private static final int LEAST_ASKED = 200_000;
    private static final int LEAST_KEYS = 1_000_000;

    /** Of five operations three look. */
    private static final int FIFTH = Sizes.PER_TICK / 5;

    private final String map;
    private final int entries;

    /**
     * Keys in a circle, those of the map in a row from {@link #head} on. So many that the processor
     * cannot learn them, and each run of as many as there are entries shuffled by itself, so that
     * sequential ones stay close together.
     */
    private final long[] circle;

    /** Keys that are in the map, each as often as chance has it, and as many that are not. */
    private final long[] asked;

    private final LongMapPeer subject;
    private LongMapPeer filling;
    private int head;
    private int nextFill;
    private int nextAsked;
    private int filled;

    /**
     * Fills a map.
     *
     * @param map whose, a name that {@link LongMapPeer#of} knows
     * @param entries how many there are in it
     * @param keys what numbers they are, {@code random} or {@code sequential}
     */
    LongMapLoad(String map, int entries, String keys) {
        this.map = map;
        this.entries = entries;
        SplittableRandom random = new SplittableRandom(20261120);
        circle = new long[entries * Math.max(2, LEAST_KEYS / entries)];
        for (int i = 0; i < circle.length; i++) {
            circle[i] = keys.equals("random") ? random.nextLong() : i;
        }
        for (int from = 0; from < circle.length; from += entries) {
            shuffle(from, random);
        }
        subject = LongMapPeer.of(map);
        filling = LongMapPeer.of(map);
        for (int i = 0; i < entries; i++) {
            subject.put(circle[i], i);
        }
        asked = new long[2 * Math.max(entries, LEAST_ASKED)];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = circle[random.nextInt(entries) + (i < asked.length / 2 ? 0 : entries)];
        }
    }

    private void shuffle(int from, SplittableRandom random) {
        for (int i = entries - 1; i > 0; i--) {
            int other = from + random.nextInt(i + 1);
            long key = circle[from + i];
            circle[from + i] = circle[other];
            circle[other] = key;
        }
    }

    void delete() {
        subject.delete();
        filling.delete();
    }

    /** Keys that are there. */
    long get() {
        return subject.sum(asked, nextAsked());
    }

    /** Keys that are not. */
    long getAbsent() {
        return subject.sum(asked, asked.length / 2 + nextAsked());
    }

    /** A new value for a key that is there. */
    void putAgain() {
        subject.putAll(asked, nextAsked());
    }

    /** A new entry, from none to all of them again and again, growing included. */
    void putNew() {
        if (filled == entries) {
            filling.delete();
            filling = LongMapPeer.of(map);
            filled = 0;
        }
        filling.putAll(circle, nextFill);
        nextFill = after(nextFill);
        filled += Sizes.PER_TICK;
    }

    /** An entry goes and another comes: two operations counted as one. */
    void removeAndPut() {
        subject.replaceAll(circle, head, entries);
        head = after(head);
    }

    /** Of five operations three look, one removes and one puts. */
    long mixed() {
        long sum = subject.mix(circle, head, entries, asked, nextAsked());
        head = (head + FIFTH) % circle.length;
        return sum;
    }

    /** Every entry, an entry. */
    long iterate() {
        return subject.visit(Sizes.PER_TICK);
    }

    private int after(int at) {
        return (at + Sizes.PER_TICK) % circle.length;
    }

    private int nextAsked() {
        int from = nextAsked;
        nextAsked = from + Sizes.PER_TICK == asked.length / 2 ? 0 : from + Sizes.PER_TICK;
        return from;
    }
}
