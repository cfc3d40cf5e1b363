package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, with the evidence.
 *
 * @param kind what it is
 * @param allocator the name of the tracking allocator that found it
 * @param address the address in question
 * @param block the block in question, as far as it is known
 * @param found where and when it was found
 * @param evidence what was seen, a sentence
 */
public record Finding(
        FindingKind kind,
        String allocator,
        long address,
        @Nullable Block block,
        Moment found,
        String evidence) {

    /**
     * Everything that is known, for people.
     *
     * @return a first line that says what and where, and one more for each moment of the block
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %s, 0x%x, %s".formatted(allocator, kind.title(), address, found));
        text.append("\n    ").append(evidence);
        if (block != null) {
            text.append("\n    allocated ").append(block.born());
            Moment died = block.died();
            if (died != null) {
                text.append("\n    freed ").append(died);
            }
            Place seen = block.seenFreed();
            if (seen != null) {
                text.append("\n    ").append(insteadOf(seen));
            }
        }
        return text.toString();
    }

    /** What there is to say where the free was not walked. */
    private static String insteadOf(Place seen) {
        String cure = "FreeTraces.EVERY walks each (-Dmayfly.freetraces=every)";
        return seen == Place.UNKNOWN
                ? cure
                : "a block of the same place was last seen freed at " + seen.line() + "; " + cure;
    }

    @Override
    public String toString() {
        return text();
    }
}
