package dev.mayfly.debug;

/**
 * When something happened to a block: where in the program, in which tick, on which thread.
 *
 * @param place where; {@link Place#UNKNOWN} or {@link Place#NOT_WALKED} where that is not known
 * @param tick the number of the tick, see {@link Ticks}
 * @param thread the thread's name
 */
public record Moment(Place place, long tick, String thread) {

    @Override
    public String toString() {
        if (place.equals(Place.NOT_WALKED)) {
            return "in tick %d, thread \"%s\"; the stack of this free was not walked"
                    .formatted(tick, thread);
        }
        return "in tick %d at %s, thread \"%s\"".formatted(tick, place.line(), thread);
    }
}
