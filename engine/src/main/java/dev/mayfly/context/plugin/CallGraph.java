package dev.mayfly.context.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The bodies of a compilation, and who implements what. */
final class CallGraph {

    /** A lambda or method reference, as an implementation of its interface. */
    private record Lambda(TypeElement type, ExecutableElement function, Body body) {}

    private final Elements elements;
    private final Types types;
    private final Marks marks;

    private final Map<ExecutableElement, Body> methods = new LinkedHashMap<>();
    private final Map<VariableElement, Body> variables = new LinkedHashMap<>();
    private final Map<TypeElement, Body> statics = new LinkedHashMap<>();
    private final Map<TypeElement, Body> instances = new LinkedHashMap<>();
    private final Set<TypeElement> classes = new LinkedHashSet<>();
    private final List<Lambda> lambdas = new ArrayList<>();
    private final Map<Body, Spot> written = new LinkedHashMap<>();

    CallGraph(Elements elements, Types types, Marks marks) {
        this.elements = elements;
        this.types = types;
        this.marks = marks;
    }

    Body method(ExecutableElement method) {
        return methods.computeIfAbsent(method, each -> new Body(Signatures.of(each), each));
    }

    /** A variable runs what was stored in it. */
    Body variable(VariableElement variable) {
        return variables.computeIfAbsent(
                variable, each -> new Body("variable " + each.getSimpleName(), null));
    }

    Body staticInitialiser(TypeElement type) {
        return statics.computeIfAbsent(
                type, each -> new Body("the static initialiser of " + Signatures.of(each), null));
    }

    Body instanceInitialiser(TypeElement type) {
        return instances.computeIfAbsent(
                type, each -> new Body("the initialiser of " + Signatures.of(each), null));
    }

    /** Takes note of a body that has its source here. */
    void write(Body body, Spot spot) {
        written.put(body, spot);
    }

    void add(TypeElement type) {
        classes.add(type);
        for (ExecutableElement each : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            String as = marks.contextlessAs(each, type);
            if (as != null) {
                method(each).makeContextless(as);
            }
        }
    }

    void add(TypeElement type, ExecutableElement function, Body lambda) {
        lambdas.add(new Lambda(type, function, lambda));
    }

    /** All bodies that have their source here, in its order, and where that is. */
    Map<Body, Spot> written() {
        return written;
    }

    /**
     * Who else may answer a call: the classes of this compilation, and the lambdas for its own
     * interfaces. Lambdas for others, such as {@code Runnable}, are followed from where they are
     * written or stored, because there are too many of them to suspect them all.
     */
    Set<Body> overriders(ExecutableElement method, TypeMirror receiver) {
        Set<Body> found = new LinkedHashSet<>();
        TypeMirror erased = types.erasure(receiver);
        for (TypeElement type : classes) {
            if (types.isSubtype(types.erasure(type.asType()), erased)) {
                for (ExecutableElement each :
                        ElementFilter.methodsIn(elements.getAllMembers(type))) {
                    if (overrides(each, method, type)) {
                        found.add(method(each));
                    }
                }
            }
        }
        for (Lambda lambda : lambdas) {
            if (classes.contains(lambda.type)
                    && types.isSubtype(types.erasure(lambda.type.asType()), erased)
                    && (lambda.function.equals(method)
                            || overrides(lambda.function, method, lambda.type))) {
                found.add(lambda.body);
            }
        }
        return found;
    }

    private boolean overrides(ExecutableElement method, ExecutableElement other, TypeElement type) {
        return method.getSimpleName().equals(other.getSimpleName())
                && elements.overrides(method, other, type);
    }
}
