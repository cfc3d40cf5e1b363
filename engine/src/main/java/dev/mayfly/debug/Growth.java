package dev.mayfly.debug;

/**
 * How much more is live at a place than there was, see {@link Snapshot#diff}.
 *
 * @param allocator the name of the tracking allocator
 * @param place where the blocks were made
 * @param tag what was in use
 * @param bytes more, as requested; negative for fewer
 * @param count blocks more; negative for fewer
 */
public record Growth(String allocator, Place place, Tag tag, long bytes, long count) {

    @Override
    public String toString() {
        return "%+d bytes in %+d blocks @ %s%s, %s"
                .formatted(
                        bytes, count, place.line(), tag == Tag.NONE ? "" : ", " + tag, allocator);
    }
}
