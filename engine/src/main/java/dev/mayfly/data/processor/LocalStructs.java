package dev.mayfly.data.processor;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import dev.mayfly.data.NativeStruct;

import org.jspecify.annotations.Nullable;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/**
 * Finds structs that are declared inside a method. The annotation API does not show them, so this
 * asks {@code javac} itself; another compiler says nothing, and generates nothing.
 */
final class LocalStructs {

    private LocalStructs() {}

    /** Reports every struct in a body of the class. */
    static void report(ProcessingEnvironment environment, Element root) {
        Trees trees;
        TreePath path;
        try {
            trees = Trees.instance(environment);
            path = trees.getPath(root);
        } catch (IllegalArgumentException | NoClassDefFoundError _) {
            return;
        }
        if (path != null) {
            new Scanner(trees).scan(path, null);
        }
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final Trees trees;

        Scanner(Trees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (isLocal()) {
                for (AnnotationTree annotation : type.getModifiers().getAnnotations()) {
                    reportIfStruct(type, annotation);
                }
            }
            return super.visitClass(type, nothing);
        }

        /** Whether anything but classes and the file is around it. */
        private boolean isLocal() {
            TreePath parent = getCurrentPath().getParentPath();
            while (parent != null && parent.getLeaf() instanceof ClassTree outer) {
                if (outer.getSimpleName().isEmpty()) {
                    return true;
                }
                parent = parent.getParentPath();
            }
            return parent != null && parent.getLeaf().getKind() != Tree.Kind.COMPILATION_UNIT;
        }

        private void reportIfStruct(ClassTree type, AnnotationTree annotation) {
            String name = annotation.getAnnotationType().toString();
            if (name.equals(NativeStruct.class.getSimpleName())
                    || name.equals(NativeStruct.class.getName())) {
                trees.printMessage(
                        Diagnostic.Kind.ERROR,
                        "%s is local to a method, where generated code cannot see it: declare it in a class or a file of its own"
                                .formatted(type.getSimpleName()),
                        annotation,
                        getCurrentPath().getCompilationUnit());
            }
        }
    }
}
