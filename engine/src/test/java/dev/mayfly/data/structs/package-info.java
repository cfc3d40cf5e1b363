/** Structs for tests: the engine's own annotation processor writes their storage. */
@NullMarked
package dev.mayfly.data.structs;

import org.jspecify.annotations.NullMarked;
