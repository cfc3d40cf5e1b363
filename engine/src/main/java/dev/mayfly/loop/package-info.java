/**
 * When memory dies: the {@link dev.mayfly.loop.GameLoop}, which empties scratch after every tick
 * and every render.
 *
 * <p>A simulation without a window is a {@link dev.mayfly.loop.Game} of three methods:
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="headless"}
 *
 * <p>{@link dev.mayfly.loop.Workers} share the work of a tick between threads, each with its own
 * scratch; {@link dev.mayfly.loop.FramesInFlight} keeps what a tick wrote for a stage that reads it
 * some ticks later; a {@link dev.mayfly.loop.PipelinedGame} is one such: its ticks have a thread of
 * their own, and the picture of one is drawn while the next is computed.
 */
@NullMarked
package dev.mayfly.loop;

import org.jspecify.annotations.NullMarked;
