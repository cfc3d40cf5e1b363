/** Replay files: the input of a run, tick by tick, and the checksum it must end with. */
@NullMarked
package dev.mayfly.swarm.replay;

import org.jspecify.annotations.NullMarked;
