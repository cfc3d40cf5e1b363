package dev.mayfly.context.plugin;

import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** How a person would name a method or type: {@code Hud.note(String, int[])}. */
final class Signatures {

    private Signatures() {}

    static String of(ExecutableElement method) {
        String parameters =
                method.getParameters().stream()
                        .map(VariableElement::asType)
                        .map(Signatures::of)
                        .collect(Collectors.joining(", ", "(", ")"));
        String type = method.getEnclosingElement() instanceof TypeElement owner ? of(owner) : "?";
        return method.getKind() == ElementKind.CONSTRUCTOR
                ? "new " + type + parameters
                : type + "." + method.getSimpleName() + parameters;
    }

    /** With the types around it. An anonymous class goes by what it extends or implements. */
    static String of(TypeElement type) {
        if (type.getSimpleName().isEmpty()) {
            TypeMirror parent =
                    type.getInterfaces().isEmpty()
                            ? type.getSuperclass()
                            : type.getInterfaces().getFirst();
            return "(anonymous " + of(parent) + ")";
        }
        Element outer = type.getEnclosingElement();
        return outer instanceof TypeElement around
                ? of(around) + "." + type.getSimpleName()
                : type.getSimpleName().toString();
    }

    private static String of(TypeMirror type) {
        return switch (type) {
            case DeclaredType declared -> declared.asElement().getSimpleName().toString();
            case ArrayType array -> of(array.getComponentType()) + "[]";
            case TypeVariable variable -> variable.asElement().getSimpleName().toString();
            default -> type.getKind().toString().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
