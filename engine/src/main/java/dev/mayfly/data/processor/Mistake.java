package dev.mayfly.data.processor;

import org.jspecify.annotations.Nullable;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;

/** Something wrong in a declaration, and where the compiler is to point. */
final class Mistake extends Exception {

    private static final long serialVersionUID = 1L;

    final transient Element element;
    final transient @Nullable AnnotationMirror annotation;

    Mistake(Element element, String message) {
        this(element, null, message);
    }

    Mistake(Element element, @Nullable AnnotationMirror annotation, String message) {
        super(message);
        this.element = element;
        this.annotation = annotation;
    }
}
