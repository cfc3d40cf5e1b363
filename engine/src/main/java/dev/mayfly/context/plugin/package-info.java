/**
 * The compiler plug-in behind {@link dev.mayfly.context.Contextless}. It runs inside {@code javac}
 * and nothing of it is used at run time.
 */
@NullMarked
package dev.mayfly.context.plugin;

import org.jspecify.annotations.NullMarked;
