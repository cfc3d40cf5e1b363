/**
 * The simulation of Swarm: deterministic, headless, and without Java garbage in a tick. Knows
 * nothing of windows or OpenGL.
 */
@NullMarked
package dev.mayfly.swarm.sim;

import org.jspecify.annotations.NullMarked;
