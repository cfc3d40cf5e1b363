/**
 * When memory dies: the {@link dev.mayfly.loop.GameLoop}, which empties scratch after every tick
 * and every render.
 *
 * <p>A simulation without a window is a {@link dev.mayfly.loop.Game} of three methods:
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="headless"}
 */
@NullMarked
package dev.mayfly.loop;

import org.jspecify.annotations.NullMarked;
