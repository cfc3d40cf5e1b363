/**
 * Who allocates where nobody says so: the implicit {@link dev.mayfly.context.Context} of a thread.
 *
 * <p>A function that needs memory does not take an allocator; it asks the context. Whoever calls it
 * decides, for the length of a scope, who that is:
 *
 * {@snippet file="dev/mayfly/snippets/ContextSnippets.java" region="use"}
 *
 * <p>Nothing gives a thread a context silently. Where there is none, {@link
 * dev.mayfly.context.NoContextException} names the cure. Whatever reads the context is marked
 * {@link dev.mayfly.context.UsesContext}, and has a twin that takes the allocator instead. Code
 * that may run where there is none is marked {@link dev.mayfly.context.Contextless}; with the
 * compiler plug-in described there it is an error, when it is compiled, that such code reaches the
 * context.
 */
@NullMarked
package dev.mayfly.context;

import org.jspecify.annotations.NullMarked;
