package dev.mayfly.alloc.proof;

/**
 * A tiny program for two or three threads that work on the same state at the same moment. {@link
 * RaceHunt} runs it many thousand times.
 *
 * @param <S> what they share; made anew for every run
 */
interface Race<S> {

    /** How many threads there are. */
    int actors();

    /** Makes the state, on the first actor's thread: the owner of whatever is made here. */
    S fresh();

    /** What one thread does while the others do theirs. */
    void act(int actor, S state);

    /**
     * What came out of it, in one word or a few; on the first actor's thread, or on the hunter's if
     * that one has ended. Whatever must not be is thrown.
     */
    String outcome(S state);

    /** Whether the threads end with the race, so that the outcome is that of dead owners. */
    default boolean isMortal() {
        return false;
    }
}
