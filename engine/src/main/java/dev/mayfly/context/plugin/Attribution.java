package dev.mayfly.context.plugin;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

/**
 * Makes {@code javac} attribute the classes of a file, where it would have done so later. Unless it
 * is told otherwise it attributes a class, writes its file, and turns to the next; an error that is
 * found after that would leave class files behind, and the next build would take them for good.
 */
final class Attribution extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Trees trees;

    Attribution(Trees trees) {
        this.trees = trees;
    }

    /** Asking what a name in a body means attributes the class around it. */
    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        trees.getElement(getCurrentPath());
        return null;
    }
}
