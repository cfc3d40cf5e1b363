package dev.mayfly.context.plugin;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;

/**
 * A place in the sources.
 *
 * @param unit the file
 * @param tree what the compiler is to point at
 * @param text as {@code File.java:12}
 */
record Spot(CompilationUnitTree unit, Tree tree, String text) {}
