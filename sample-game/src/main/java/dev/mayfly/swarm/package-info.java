/** Swarm, the sample game: its command line and the ways to run it. */
@NullMarked
package dev.mayfly.swarm;

import org.jspecify.annotations.NullMarked;
