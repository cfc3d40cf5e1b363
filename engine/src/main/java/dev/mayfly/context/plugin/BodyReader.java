package dev.mayfly.context.plugin;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;

/**
 * Reads the bodies of a file into the {@link CallGraph}.
 *
 * <p>A lambda, method reference or anonymous class counts as run where it is written, whoever it is
 * handed to; one that is stored in a variable, where the variable is read. Not so if the method it
 * implements uses the context by its signature: then whoever calls that has one.
 */
final class BodyReader extends TreePathScanner<@Nullable Void, @Nullable Void> {

    private final Trees trees;
    private final CallGraph graph;
    private final Marks marks;
    private final CompilationUnitTree unit;
    private final String file;

    private final Deque<TypeElement> types = new ArrayDeque<>();

    /** What was handed to code that runs it in a context. */
    private final Set<Tree> runInContext = new HashSet<>();

    private @Nullable Body body;

    /** Whether a context is open here, so that nothing needs to be remembered. */
    private boolean hasContext;

    BodyReader(Trees trees, CallGraph graph, Marks marks, CompilationUnitTree unit) {
        this.trees = trees;
        this.graph = graph;
        this.marks = marks;
        this.unit = unit;
        String path = unit.getSourceFile().getName();
        this.file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    // Declarations

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
        if (trees.getElement(getCurrentPath()) instanceof TypeElement type) {
            graph.add(type);
            types.push(type);
            declare(graph.staticInitialiser(type), type, tree);
            declare(graph.instanceInitialiser(type), type, tree);
            in(null, () -> super.visitClass(tree, null));
            types.pop();
        }
        return null;
    }

    private void declare(Body declared, Element element, Tree tree) {
        graph.write(declared, spot(tree));
        if (marks.isContextless(element)) {
            declared.makeContextless("");
        }
        if (marks.isSilenced(element)) {
            declared.silence();
        }
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        TypeElement type = types.peek();
        if (type != null
                && trees.getElement(getCurrentPath()) instanceof ExecutableElement method) {
            Body declared = graph.method(method);
            declare(declared, method, tree);
            in(
                    declared,
                    () -> {
                        boolean makes = method.getKind() == ElementKind.CONSTRUCTOR;
                        if (makes || method.getModifiers().contains(Modifier.STATIC)) {
                            step("initialises", graph.staticInitialiser(type), tree);
                        }
                        if (makes && !callsThis(tree)) {
                            step("", graph.instanceInitialiser(type), tree);
                        }
                        scan(tree.getBody(), null);
                    });
        }
        return null;
    }

    private static boolean callsThis(MethodTree constructor) {
        BlockTree block = constructor.getBody();
        for (StatementTree statement :
                block == null ? List.<StatementTree>of() : block.getStatements()) {
            if (statement instanceof ExpressionStatementTree expression
                    && expression.getExpression() instanceof MethodInvocationTree call
                    && call.getMethodSelect() instanceof IdentifierTree name
                    && name.getName().contentEquals("this")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Void visitBlock(BlockTree tree, @Nullable Void nothing) {
        TypeElement type = types.peek();
        if (type != null && isMember()) {
            in(initialiser(type, tree.isStatic()), () -> super.visitBlock(tree, null));
            return null;
        }
        return super.visitBlock(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        Element variable = trees.getElement(getCurrentPath());
        TypeElement type = types.peek();
        if (type != null && variable != null && isMember()) {
            boolean isStatic = variable.getModifiers().contains(Modifier.STATIC);
            if (!marks.isSilenced(variable)) {
                in(initialiser(type, isStatic), () -> scan(tree.getInitializer(), null));
            }
            return null;
        }
        return scan(tree.getInitializer(), null);
    }

    private Body initialiser(TypeElement type, boolean isStatic) {
        return isStatic ? graph.staticInitialiser(type) : graph.instanceInitialiser(type);
    }

    private boolean isMember() {
        TreePath parent = getCurrentPath().getParentPath();
        return parent != null && parent.getLeaf() instanceof ClassTree;
    }

    private void in(@Nullable Body inner, Runnable read) {
        Body outer = body;
        boolean outside = hasContext;
        body = inner;
        hasContext = false;
        read.run();
        body = outer;
        hasContext = outside;
    }

    // Calls

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void nothing) {
        ExpressionTree select = tree.getMethodSelect();
        if (trees.getElement(new TreePath(getCurrentPath(), select))
                instanceof ExecutableElement method) {
            call("calls", method, receiver(method, select), select);
            if (marks.runsInContext(method)) {
                tree.getArguments().forEach(each -> runInContext.add(bare(each)));
            }
        }
        return super.visitMethodInvocation(tree, null);
    }

    /** Where an overrider may answer: the type that the call is made on. */
    private @Nullable TypeMirror receiver(ExecutableElement method, ExpressionTree select) {
        Set<Modifier> modifiers = method.getModifiers();
        if (method.getKind() != ElementKind.METHOD
                || modifiers.contains(Modifier.STATIC)
                || modifiers.contains(Modifier.PRIVATE)) {
            return null;
        }
        ExpressionTree object =
                switch (select) {
                    case MemberSelectTree member -> member.getExpression();
                    case MemberReferenceTree reference -> reference.getQualifierExpression();
                    default -> null;
                };
        if (object == null) {
            return receiverWithout(method);
        }
        if (object instanceof IdentifierTree name && name.getName().contentEquals("super")
                || object instanceof MemberSelectTree outer
                        && outer.getIdentifier().contentEquals("super")) {
            return null;
        }
        return trees.getTypeMirror(new TreePath(new TreePath(getCurrentPath(), select), object));
    }

    /** The class around that has the method. */
    private @Nullable TypeMirror receiverWithout(ExecutableElement method) {
        Element owner = method.getEnclosingElement();
        for (TypeElement type : types) {
            if (type.equals(owner) || isBelow(type, owner)) {
                return type.asType();
            }
        }
        return null;
    }

    private static boolean isBelow(TypeElement type, @Nullable Element owner) {
        return Marks.supertypes(type).stream().anyMatch(above -> above.equals(owner));
    }

    private void call(
            String verb, ExecutableElement method, @Nullable TypeMirror receiver, Tree at) {
        Body from = body;
        if (from != null && !hasContext) {
            from.add(new Step(verb, graph.method(method), spot(at), receiver));
        }
    }

    private void step(String verb, Body target, Tree at) {
        Body from = body;
        if (from != null && !hasContext) {
            from.add(new Step(verb, target, spot(at), null));
        }
    }

    /**
     * The line of the end, where that is known: a chain of calls has a name in each of its lines.
     */
    private Spot spot(Tree tree) {
        long at = -1;
        if (tree instanceof MemberSelectTree) {
            at = trees.getSourcePositions().getEndPosition(unit, tree);
        }
        if (at < 0) {
            at = trees.getSourcePositions().getStartPosition(unit, tree);
        }
        String line = at < 0 ? "" : ":" + unit.getLineMap().getLineNumber(at);
        return new Spot(unit, tree, file + line);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        if (trees.getElement(getCurrentPath()) instanceof ExecutableElement constructor
                && constructor.getEnclosingElement() instanceof TypeElement type) {
            call("calls", constructor, null, tree);
            super.visitNewClass(tree, null);
            if (type.getNestingKind() == NestingKind.ANONYMOUS
                    || type.getNestingKind() == NestingKind.LOCAL) {
                for (ExecutableElement each : Marks.methods(type)) {
                    if (marks.mayBeCalledBack(each, type)) {
                        hand(tree, graph.method(each));
                    }
                }
            }
            return null;
        }
        return super.visitNewClass(tree, null);
    }

    // Code as a value

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void nothing) {
        Body lambda = new Body("the lambda at " + spot(tree).text(), null);
        implement(tree, lambda);
        in(lambda, () -> super.visitLambdaExpression(tree, null));
        return null;
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        Body reference = new Body("the method reference at " + spot(tree).text(), null);
        implement(tree, reference);
        if (trees.getElement(getCurrentPath()) instanceof ExecutableElement method) {
            TypeMirror receiver = receiver(method, tree);
            in(reference, () -> call("refers to", method, receiver, tree));
        }
        return super.visitMemberReference(tree, null);
    }

    /** A lambda or method reference: whom it is for says whether it is contextless. */
    private void implement(ExpressionTree tree, Body lambda) {
        graph.write(lambda, spot(tree));
        Body around = body;
        if (around != null && around.isSilenced()) {
            lambda.silence();
        }
        TypeElement type = functional(trees.getTypeMirror(getCurrentPath()));
        boolean mayUseContext = false;
        if (type != null) {
            for (ExecutableElement function : marks.functions(type)) {
                graph.add(type, function, lambda);
                if (marks.contextlessAs(function, type) != null) {
                    lambda.makeContextless(Signatures.of(type));
                }
                mayUseContext |= marks.usesContext(function);
            }
        }
        if (!mayUseContext) {
            hand(tree, lambda);
        }
    }

    private static @Nullable TypeElement functional(@Nullable TypeMirror type) {
        return switch (type) {
            case DeclaredType declared ->
                    declared.asElement() instanceof TypeElement element ? element : null;
            case IntersectionType several -> functional(several.getBounds().getFirst());
            case null, default -> null;
        };
    }

    /** Code is handed to somebody, who will run it; or it is stored, or run in a context. */
    private void hand(ExpressionTree tree, Body code) {
        VariableElement variable = storedIn(getCurrentPath());
        if (variable != null) {
            graph.variable(variable).add(new Step("", code, spot(tree), null));
        } else if (!runInContext.contains(tree)) {
            step("", code, tree);
        }
    }

    private @Nullable VariableElement storedIn(TreePath path) {
        TreePath parent = path.getParentPath();
        Tree child = path.getLeaf();
        while (parent != null
                && (parent.getLeaf() instanceof ParenthesizedTree
                        || parent.getLeaf() instanceof TypeCastTree
                        || parent.getLeaf() instanceof ConditionalExpressionTree)) {
            child = parent.getLeaf();
            parent = parent.getParentPath();
        }
        Element element = null;
        if (parent != null && parent.getLeaf() instanceof VariableTree) {
            element = trees.getElement(parent);
        } else if (parent != null
                && parent.getLeaf() instanceof AssignmentTree assignment
                && assignment.getExpression() == child) {
            element = trees.getElement(new TreePath(parent, assignment.getVariable()));
        }
        return element instanceof VariableElement variable ? variable : null;
    }

    // Variables

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void nothing) {
        // The variable is written, not read; what stands before its dot is read.
        if (tree.getVariable() instanceof MemberSelectTree field) {
            scan(field.getExpression(), null);
        } else if (!(tree.getVariable() instanceof IdentifierTree)) {
            scan(tree.getVariable(), null);
        }
        return scan(tree.getExpression(), null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void nothing) {
        read(tree);
        return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        read(tree);
        return super.visitMemberSelect(tree, null);
    }

    private void read(ExpressionTree tree) {
        if (!(trees.getElement(getCurrentPath()) instanceof VariableElement variable)) {
            return;
        }
        if (!runInContext.contains(tree)
                && variable.asType() instanceof DeclaredType type
                && type.asElement().getKind() == ElementKind.INTERFACE) {
            step("runs", graph.variable(variable), tree);
        }
        if (variable.getKind().isField()
                && variable.getModifiers().contains(Modifier.STATIC)
                && variable.getConstantValue() == null
                && variable.getEnclosingElement() instanceof TypeElement owner
                && !types.contains(owner)) {
            step("initialises", graph.staticInitialiser(owner), tree);
        }
    }

    private static ExpressionTree bare(ExpressionTree tree) {
        return switch (tree) {
            case ParenthesizedTree parentheses -> bare(parentheses.getExpression());
            case TypeCastTree cast -> bare(cast.getExpression());
            default -> tree;
        };
    }

    // Statements with calls that nobody writes down

    @Override
    public @Nullable Void visitTry(TryTree tree, @Nullable Void nothing) {
        boolean outside = hasContext;
        for (Tree resource : tree.getResources()) {
            scan(resource, null);
            TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), resource));
            implicit(type, "close", resource);
            hasContext |= marks.isOpenContext(type);
        }
        scan(tree.getBlock(), null);
        // The resources are closed by now.
        hasContext = outside;
        scan(tree.getCatches(), null);
        return scan(tree.getFinallyBlock(), null);
    }

    @Override
    public @Nullable Void visitEnhancedForLoop(EnhancedForLoopTree tree, @Nullable Void nothing) {
        ExpressionTree elements = tree.getExpression();
        TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), elements));
        TypeMirror iterator = implicit(type, "iterator", elements);
        implicit(iterator, "hasNext", elements);
        implicit(iterator, "next", elements);
        return super.visitEnhancedForLoop(tree, null);
    }

    private @Nullable TypeMirror implicit(@Nullable TypeMirror receiver, String name, Tree at) {
        ExecutableElement method = marks.methodWithoutParameters(receiver, name);
        if (method == null) {
            return null;
        }
        call("calls", method, receiver, at);
        return method.getReturnType();
    }
}
