package dev.mayfly.swarm;

import dev.mayfly.context.Context;
import dev.mayfly.loop.Game;
import dev.mayfly.loop.GameLoop;
import dev.mayfly.loop.PipelinedGame;

/**
 * Another game that forgets a block in one of its ticks, to see that it is found: what {@code
 * --plant-leak} is for.
 *
 * @param game what is played
 */
record LeakingGame(Game game) implements PipelinedGame {

    /** In which tick the block is forgotten. */
    static final long TICK = 30;

    /** How large it is. */
    static final long BYTES = 96;

    @Override
    public void start(GameLoop loop) {
        game.start(loop);
    }

    @Override
    public void beforeTick(long tick) {
        if (game instanceof PipelinedGame pipelined) {
            pipelined.beforeTick(tick);
        }
    }

    @Override
    public void afterTick(long tick) {
        if (game instanceof PipelinedGame pipelined) {
            pipelined.afterTick(tick);
        }
    }

    @Override
    public void tick(long tick) {
        if (tick == TICK) {
            Context.current().allocator().alloc(BYTES); // the planted leak
        }
        game.tick(tick);
    }

    @Override
    public void render(double alpha) {
        game.render(alpha);
    }

    @Override
    public void input() {
        game.input();
    }

    @Override
    public void close() {
        game.close();
    }
}
