/**
 * Loops over numbers at raw addresses, twice each: with vector instructions, and without. Inside of
 * {@code dev.mayfly.data}, which checks what it hands to them; nothing here does.
 */
@NullMarked
package dev.mayfly.data.kernel;

import org.jspecify.annotations.NullMarked;
