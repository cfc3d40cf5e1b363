/** What the player does: keyboard, mouse and gamepad, sampled once for each tick. */
@NullMarked
package dev.mayfly.swarm.input;

import org.jspecify.annotations.NullMarked;
