/**
 * Mayfly's front door: {@link dev.mayfly.Mem}, the builtins that allocate and free through the
 * current context or an allocator.
 *
 * {@snippet file="dev/mayfly/snippets/MemSnippets.java" region="builtins"}
 */
@NullMarked
package dev.mayfly;

import org.jspecify.annotations.NullMarked;
