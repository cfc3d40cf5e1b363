package dev.mayfly.debug;

/**
 * When something happened to a block: where in the program, in which tick, on which thread.
 *
 * @param place where
 * @param tick the number of the tick, see {@link Ticks}
 * @param thread the thread's name
 */
public record Moment(Place place, long tick, String thread) {

    @Override
    public String toString() {
        return "in tick %d at %s, thread \"%s\"".formatted(tick, place.line(), thread);
    }
}
