/**
 * What is stored in native memory: arrays, maps, text, structs, handles and owners.
 *
 * <p>Everything here takes its allocator explicitly or from the current context, remembers it, and
 * gives its memory back through it.
 */
@NullMarked
package dev.mayfly.data;

import org.jspecify.annotations.NullMarked;
