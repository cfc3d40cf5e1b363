/** Gives the calls of a game their numbers: see {@link dev.mayfly.debug.CallSites}. */
@NullMarked
package dev.mayfly.debug.agent;

import org.jspecify.annotations.NullMarked;
