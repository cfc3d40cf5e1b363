package dev.mayfly.context.plugin;

import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.lang.model.element.ExecutableElement;
import javax.tools.Diagnostic;

/** Looks for the ways from contextless code to a use of the context, and reports them. */
final class Paths {

    private static final String CURE =
            "open a context with Context.defaultContext(), run the code in Context.runDefault(…),"
                    + " or pass an allocator explicitly";

    /** A way to a body: what was before the last step, that step, and whom it leads to. */
    private record Way(@Nullable Way before, Step step, Body end) {}

    private final Trees trees;
    private final CallGraph graph;
    private final Marks marks;

    Paths(Trees trees, CallGraph graph, Marks marks) {
        this.trees = trees;
        this.graph = graph;
        this.marks = marks;
    }

    void report() {
        graph.written()
                .forEach(
                        (body, spot) -> {
                            if (body.isContextless() && !body.isSilenced()) {
                                if (usesContext(body)) {
                                    reportContradiction(body, spot);
                                }
                                reportFrom(body);
                            }
                        });
    }

    private void reportContradiction(Body body, Spot spot) {
        trees.printMessage(
                Diagnostic.Kind.ERROR,
                body.contextless() + ", but marked @UsesContext: it can only be one of both",
                spot.tree(),
                spot.unit());
    }

    /** Nearest bodies first, so each use is reported once for each root, with its shortest way. */
    private void reportFrom(Body root) {
        Set<Body> seen = new HashSet<>(Set.of(root));
        Deque<Way> open = new ArrayDeque<>(waysOn(root, null));
        while (!open.isEmpty()) {
            Way way = open.removeFirst();
            if (usesContext(way.end)) {
                report(root, way);
            } else if (!way.end.isContextless() && !way.end.isSilenced() && seen.add(way.end)) {
                // What is contextless itself is a root of its own.
                open.addAll(waysOn(way.end, way));
            }
        }
    }

    private List<Way> waysOn(Body from, @Nullable Way before) {
        List<Way> ways = new ArrayList<>();
        for (Step step : from.steps()) {
            ways.add(new Way(before, step, step.target()));
            ExecutableElement method = step.target().method();
            if (step.receiver() != null && method != null && !usesContext(step.target())) {
                for (Body overrider : graph.overriders(method, step.receiver())) {
                    ways.add(new Way(before, step, overrider));
                }
            }
        }
        return ways;
    }

    private boolean usesContext(Body body) {
        ExecutableElement method = body.method();
        return method != null && marks.usesContext(method);
    }

    private void report(Body root, Way last) {
        StringBuilder chain = new StringBuilder();
        Spot first = last.step.spot();
        for (Way way = last; way != null; way = way.before) {
            if (!way.step.isSilent()) {
                chain.insert(0, "\n  " + text(way));
                first = way.step.spot();
            }
        }
        trees.printMessage(
                Diagnostic.Kind.ERROR,
                "%s, but reaches %s, which needs a context:%s\n%s"
                        .formatted(root.contextless(), last.end.name(), chain, CURE),
                first.tree(),
                first.unit());
    }

    private static String text(Way way) {
        Body called = way.step.target();
        String answering = way.end == called ? "" : ", here " + way.end.name();
        return "%s %s%s at %s"
                .formatted(way.step.verb(), called.name(), answering, way.step.spot().text());
    }
}
