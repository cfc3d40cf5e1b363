/** What a run cost: the JSON file and the lines on the terminal. */
@NullMarked
package dev.mayfly.swarm.report;

import org.jspecify.annotations.NullMarked;
