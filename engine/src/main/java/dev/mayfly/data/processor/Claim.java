package dev.mayfly.data.processor;

import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Claims Mayfly's own annotations, and the mark of generated code, so that {@code
 * -Xlint:processing} does not say that nobody did. {@link NativeStructProcessor} sees all
 * annotations there are, and must leave others' to others.
 */
public final class Claim extends AbstractProcessor {

    /** For the compiler. */
    public Claim() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("dev.mayfly.*", "javax.annotation.processing.Generated");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return true;
    }
}
