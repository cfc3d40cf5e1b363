package dev.mayfly.loop;

/**
 * A game whose pictures can be drawn while the next tick is computed: a tick writes what is to be
 * seen, a render only reads it, and two calls in between pass it on.
 *
 * <p>Pick it where a tick and a picture together take longer than a frame may; a {@link GameLoop}
 * runs it so if it is told to be {@link GameLoop.Builder#pipelined pipelined}:
 *
 * <pre>
 * tick thread    |--- tick 1 ---|         |--- tick 2 ---|
 * loop's thread  |-- render 0 --|  1   2  |-- render 1 --|  2   3
 *                                  after  before
 * </pre>
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="pipelined"}
 *
 * <p><b>Memory:</b> who may touch what follows from who is running.
 *
 * <table class="striped">
 *   <caption>Calls of a pipelined loop</caption>
 *   <thead>
 *     <tr><th scope="col">call<th scope="col">thread<th scope="col">while<th scope="col">may touch
 *   </thead>
 *   <tbody>
 *     <tr><th scope="row">{@link #start}, {@link #close}<td>the loop's<td>no tick runs
 *         <td>everything
 *     <tr><th scope="row">{@link #beforeTick}, {@link #afterTick}<td>the loop's<td>no tick runs
 *         <td>everything
 *     <tr><th scope="row">{@link #tick}<td>its own<td>input or a render may run
 *         <td>the simulation, the frame in flight of this tick, the loop's scratch, workers
 *     <tr><th scope="row">{@link #input}, {@link #render}<td>the loop's<td>a tick may run
 *         <td>window and devices, scratch of their own, what {@link #afterTick} took over
 *   </tbody>
 * </table>
 *
 * <p>What a tick writes for its picture belongs into {@link FramesInFlight}: with two frames what
 * tick k wrote is good until tick k+2 begins, and the render of tick k is over by then. Nothing
 * needs a lock: everything written before {@link #beforeTick} returns is visible to the tick, and
 * everything the tick wrote to {@link #afterTick} and the renders after it.
 *
 * <p><b>Scratch:</b> tick and render have one each, in their contexts. The loop's general allocator
 * is both threads', so it must be one for any thread, see {@code Feature.THREAD_SAFE}.
 *
 * <p><b>Delay:</b> what is seen is one tick older than it would be in a loop that is not pipelined:
 * 16.7 ms at 60 ticks a second.
 *
 * <p>A loop that is not pipelined makes the same calls in the same order on its one thread, and so
 * does a headless one, without the renders: a game computes the same either way.
 */
public interface PipelinedGame extends Game {

    /**
     * Called before each tick, while none runs: hands over what the tick needs of the other side,
     * such as input.
     *
     * @param tick the number that {@link #tick} is about to be called with
     */
    void beforeTick(long tick);

    /**
     * Called after each tick that ended well, while none runs: what it wrote is what renders draw
     * from now on. In a pipelined loop that is just before the next tick, so that a picture lasts
     * as long as the tick that is computed meanwhile is due to last.
     *
     * @param tick the number of the tick that has ended
     */
    void afterTick(long tick);

    /**
     * Draws what {@link #afterTick} took over last. Not called before the first tick has ended, nor
     * in a headless run.
     *
     * @param alpha how far the moment to draw is on the way from the tick before that one to that
     *     one: 0 or more, less than 1
     */
    @Override
    void render(double alpha);
}
