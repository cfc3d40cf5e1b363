package dev.mayfly.context.plugin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.ExecutableElement;

/**
 * Code that runs as one: a method, a lambda, the initialisers of a class; or a variable, which runs
 * what was stored in it. What has no source here has no steps.
 */
final class Body {

    private final String name;
    private final @Nullable ExecutableElement method;
    private final List<Step> steps = new ArrayList<>();

    /** What makes it contextless, or null if it is not; "" for its own annotation. */
    private @Nullable String contextlessAs;

    private boolean silenced;

    Body(String name, @Nullable ExecutableElement method) {
        this.name = name;
        this.method = method;
    }

    /** For messages. */
    String name() {
        return name;
    }

    /** The method or constructor, if it is one. */
    @Nullable ExecutableElement method() {
        return method;
    }

    void add(Step step) {
        steps.add(step);
    }

    List<Step> steps() {
        return steps;
    }

    void makeContextless(String as) {
        if (contextlessAs == null) {
            contextlessAs = as;
        }
    }

    boolean isContextless() {
        return contextlessAs != null;
    }

    /** For a message: that it is contextless, and why. */
    String contextless() {
        String as = contextlessAs;
        return as == null || as.isEmpty()
                ? name + " is contextless"
                : name + " is contextless, as " + as + " is";
    }

    void silence() {
        silenced = true;
    }

    /** Whether somebody has said that nothing in here is to be reported. */
    boolean isSilenced() {
        return silenced;
    }
}
