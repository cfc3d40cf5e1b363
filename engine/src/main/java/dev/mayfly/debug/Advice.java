package dev.mayfly.debug;

/**
 * What could be done better, with the place and the numbers.
 *
 * @param kind what it is about
 * @param allocator the name of the allocator
 * @param place the line in question; {@link Place#UNKNOWN} for an arena that nobody tracks
 * @param bytes of what it is about, as requested
 * @param firstTick the tick from which on it was seen
 * @param lastTick the tick until which it was seen
 * @param evidence what was seen and what to do, a sentence
 */
public record Advice(
        AdviceKind kind,
        String allocator,
        Place place,
        long bytes,
        long firstTick,
        long lastTick,
        String evidence) {

    /**
     * The advice for people.
     *
     * @return one line
     */
    public String text() {
        return allocator + ": " + kind.title() + ": " + evidence;
    }

    @Override
    public String toString() {
        return text();
    }
}
