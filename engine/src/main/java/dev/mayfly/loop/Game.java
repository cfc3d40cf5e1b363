package dev.mayfly.loop;

/**
 * What a {@link GameLoop} runs. Every method is called on the loop's thread, with a {@code
 * Context}: the loop's allocator for what lives longer, and scratch that is emptied after each tick
 * and each render. A {@link PipelinedGame} may have its ticks on another thread.
 */
public interface Game extends AutoCloseable {

    /**
     * Called once, before the first tick: the place for assets. Scratch is emptied afterwards.
     *
     * @param loop who is running the game, to stop or pause it
     */
    void start(GameLoop loop);

    /**
     * Advances the simulation by one fixed step.
     *
     * @param tick how many came before, from 0
     */
    void tick(long tick);

    /**
     * Draws. Not called in a headless run.
     *
     * @param alpha how far the moment to draw is past the last tick, as a fraction of a step: 0 or
     *     more, less than 1
     */
    default void render(double alpha) {}

    /**
     * Called once for every frame of a loop that is not headless, before its ticks and also while
     * paused: the place to take input.
     */
    default void input() {}

    /**
     * Called once, after the last tick, also when {@link #start} or a tick threw: frees what {@link
     * #start} allocated.
     */
    @Override
    void close();
}
