/**
 * What went wrong with memory: every allocation that was not freed, every free that cannot be
 * right, every write where nobody may write, each with its line and its tick.
 *
 * <p>{@link dev.mayfly.debug.TrackingAllocator} goes over any allocator, in any build:
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="track"}
 */
@NullMarked
package dev.mayfly.debug;

import org.jspecify.annotations.NullMarked;
