package dev.mayfly.context.plugin;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.tools.Diagnostic;

/**
 * Reports, as compiler errors, every path by which contextless code reaches the context. {@link
 * dev.mayfly.context.Contextless} says what is contextless, how the plug-in is switched on and what
 * it cannot see.
 *
 * <p><b>Design:</b> when the first class is attributed, before a class file is written, all others
 * are attributed too. {@link BodyReader} then makes a {@link CallGraph} of all bodies, and {@link
 * Paths} looks for the ways through it. {@link Marks} knows the rules. Uses what {@code
 * com.sun.source} exports and nothing else, so {@code javac} needs no further options.
 *
 * <p><b>Cost:</b> one more walk over the sources of a compilation.
 */
public final class MayflyContext implements Plugin {

    /** For the compiler. */
    public MayflyContext() {}

    @Override
    public String getName() {
        return "MayflyContext";
    }

    @Override
    public void init(JavacTask task, String... contextless) {
        task.addTaskListener(new Check(task, List.of(contextless)));
    }

    /** The check of one compilation. */
    private static final class Check implements TaskListener {

        private final JavacTask task;
        private final List<String> contextless;

        /** By file, because annotation processing enters a file once a round. */
        private final Map<URI, CompilationUnitTree> units = new LinkedHashMap<>();

        private boolean done;

        Check(JavacTask task, List<String> contextless) {
            this.task = task;
            this.contextless = contextless;
        }

        @Override
        public void finished(TaskEvent event) {
            CompilationUnitTree unit = event.getCompilationUnit();
            if (unit == null) {
                return;
            }
            if (event.getKind() == TaskEvent.Kind.ENTER) {
                units.put(unit.getSourceFile().toUri(), unit);
            } else if (event.getKind() == TaskEvent.Kind.ANALYZE && !done) {
                done = true;
                run(unit);
            }
        }

        /** Whatever goes wrong in here, the compilation goes on. */
        private void run(CompilationUnitTree first) {
            Trees trees = Trees.instance(task);
            try {
                check(trees);
            } catch (RuntimeException
                    | AssertionError
                    | LinkageError
                    | StackOverflowError problem) {
                trees.printMessage(
                        Diagnostic.Kind.WARNING,
                        "MayflyContext, the compiler plug-in, failed and checked nothing: please"
                                + " report this at Mayfly's issues, with the sources if you can: "
                                + where(problem),
                        first,
                        first);
            }
        }

        private void check(Trees trees) {
            for (int known = 0; known < units.size(); ) {
                known = units.size();
                // Attributing a class may enter a further file.
                for (CompilationUnitTree unit : List.copyOf(units.values())) {
                    new Attribution(trees).scan(unit, null);
                }
            }
            Marks marks = new Marks(task.getElements(), contextless);
            CallGraph graph = new CallGraph(task.getElements(), task.getTypes(), marks);
            for (CompilationUnitTree unit : units.values()) {
                new BodyReader(trees, graph, marks, unit).scan(unit, null);
            }
            new Paths(trees, graph, marks).report();
        }

        private static String where(Throwable problem) {
            StringBuilder text = new StringBuilder(problem.toString());
            StackTraceElement[] frames = problem.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, 5); i++) {
                text.append(" at ").append(frames[i]);
            }
            return text.toString();
        }
    }
}
