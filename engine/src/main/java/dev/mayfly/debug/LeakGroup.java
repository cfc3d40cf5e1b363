package dev.mayfly.debug;

/**
 * Live blocks that were made at the same place under the same tag.
 *
 * @param place where they were made
 * @param tag what was in use
 * @param count blocks
 * @param bytes as requested, all together
 * @param firstTick the tick of the oldest
 * @param lastTick the tick of the newest
 * @param firstOrder the how-manieth block of its allocator the oldest is
 */
public record LeakGroup(
        Place place,
        Tag tag,
        long count,
        long bytes,
        long firstTick,
        long lastTick,
        long firstOrder) {

    /**
     * The group in a line, as the seeds of this project had it.
     *
     * @return {@code 96 bytes @ Level.load(Level.java:42), tick 3}, with a count if there are more
     */
    public String line() {
        StringBuilder line = new StringBuilder();
        line.append(bytes).append(bytes == 1 ? " byte" : " bytes");
        if (count > 1) {
            line.append(" in ").append(count).append(" blocks");
        }
        line.append(" @ ").append(place.line());
        line.append(firstTick == lastTick ? ", tick " : ", ticks ").append(firstTick);
        if (firstTick != lastTick) {
            line.append(" to ").append(lastTick);
        }
        if (tag != Tag.NONE) {
            line.append(", ").append(tag);
        }
        return line.toString();
    }
}
