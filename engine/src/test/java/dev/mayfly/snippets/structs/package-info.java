/** The structs of the snippets. */
@NullMarked
package dev.mayfly.snippets.structs;

import org.jspecify.annotations.NullMarked;
