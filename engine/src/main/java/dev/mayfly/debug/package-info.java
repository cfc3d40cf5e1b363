/**
 * What went wrong with memory: every allocation that was not freed, every free that cannot be
 * right, every write where nobody may write, each with its line and its tick.
 *
 * <p>{@link dev.mayfly.debug.TrackingAllocator} goes over any allocator, in any build:
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="track"}
 *
 * <p>Where an allocation comes from is known by a walk over the stack, or for 2 ns by a number that
 * {@link dev.mayfly.debug.CallSiteAgent} or {@link dev.mayfly.debug.CallSiteBuild} gives every call
 * of the game.
 */
@NullMarked
package dev.mayfly.debug;

import org.jspecify.annotations.NullMarked;
