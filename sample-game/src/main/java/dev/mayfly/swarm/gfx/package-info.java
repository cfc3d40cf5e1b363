/**
 * The picture: window, OpenGL 3.3 core, the sprite batch, its texture, and pictures written to
 * files.
 */
@NullMarked
package dev.mayfly.swarm.gfx;

import org.jspecify.annotations.NullMarked;
