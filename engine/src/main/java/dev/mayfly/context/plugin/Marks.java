package dev.mayfly.context.plugin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The rules: what is contextless, what uses the context, and what opens one. */
final class Marks {

    /** What every callback interface of LWJGL extends. */
    private static final String LWJGL_CALLBACK = "org.lwjgl.system.CallbackI";

    private static final String PACKAGE = "dev.mayfly.context.";

    private final Elements elements;
    private final Set<String> named = new HashSet<>(Set.of(LWJGL_CALLBACK));
    private final Map<TypeElement, Boolean> types = new HashMap<>();

    Marks(Elements elements, List<String> named) {
        this.elements = elements;
        this.named.addAll(named);
    }

    /** Whether calling it needs a context, by its signature. */
    boolean usesContext(Element method) {
        return isAnnotated(method, "UsesContext");
    }

    /** Whether the code that is handed to it runs in a context. */
    boolean runsInContext(ExecutableElement method) {
        return method.getSimpleName().contentEquals("runDefault")
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals(PACKAGE + "Context");
    }

    /** Whether there is a context while a resource of this type is open. */
    boolean isOpenContext(@Nullable TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element
                && element.getQualifiedName().contentEquals(PACKAGE + "OpenContext");
    }

    /** Whether it, or a type around it, wants to hear nothing. */
    boolean isSilenced(@Nullable Element element) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            SuppressWarnings silence = each.getAnnotation(SuppressWarnings.class);
            if (silence != null && Arrays.asList(silence.value()).contains("contextless")) {
                return true;
            }
        }
        return false;
    }

    /**
     * What makes a method contextless: "" for an annotation of its own or around it, the name of
     * what it overrides, or null for nothing.
     *
     * @param type the class that the method is a member of, declared there or inherited
     */
    @Nullable String contextlessAs(ExecutableElement method, TypeElement type) {
        if (isContextlessItself(method)) {
            return "";
        }
        if (method.getKind() == ElementKind.METHOD
                && !method.getModifiers().contains(Modifier.STATIC)) {
            for (TypeElement above : supertypes(type)) {
                for (ExecutableElement other : methods(above)) {
                    if (other.getSimpleName().equals(method.getSimpleName())
                            && isContextlessItself(other)
                            && elements.overrides(method, other, type)) {
                        return Signatures.of(other);
                    }
                }
            }
        }
        return null;
    }

    private boolean isContextlessItself(ExecutableElement method) {
        return isAnnotated(method, "Contextless") || isContextless(method.getEnclosingElement());
    }

    /** Whether all code of a type is contextless, because of it or of a type around it. */
    boolean isContextless(@Nullable Element element) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            if (each instanceof TypeElement type) {
                Boolean known = types.get(type);
                if (known == null) {
                    known = isMarked(type);
                    types.put(type, known);
                }
                if (known) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An interface is also what it extends; a class has code of its own. */
    private boolean isMarked(TypeElement type) {
        if (isAnnotated(type, "Contextless")
                || named.contains(type.getQualifiedName().toString())) {
            return true;
        }
        return type.getKind() == ElementKind.INTERFACE
                && supertypes(type).stream()
                        .anyMatch(
                                above ->
                                        isAnnotated(above, "Contextless")
                                                || named.contains(
                                                        above.getQualifiedName().toString()));
    }

    private static boolean isAnnotated(Element element, String simpleName) {
        for (AnnotationMirror each : element.getAnnotationMirrors()) {
            if (each.getAnnotationType().asElement() instanceof TypeElement type
                    && type.getQualifiedName().contentEquals(PACKAGE + simpleName)) {
                return true;
            }
        }
        return false;
    }

    /** The abstract methods of a functional interface, which are one but for its generic forms. */
    List<ExecutableElement> functions(TypeElement type) {
        List<ExecutableElement> functions = new ArrayList<>();
        for (ExecutableElement each : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            if (each.getModifiers().contains(Modifier.ABSTRACT)) {
                functions.add(each);
            }
        }
        return functions;
    }

    /**
     * Whether somebody who gets an object of a class may call a method of it: it overrides another,
     * and that neither is Object's nor needs a context.
     */
    boolean mayBeCalledBack(ExecutableElement method, TypeElement type) {
        boolean found = false;
        for (TypeElement above : supertypes(type)) {
            for (ExecutableElement other : methods(above)) {
                if (other.getSimpleName().equals(method.getSimpleName())
                        && elements.overrides(method, other, type)) {
                    if (usesContext(other)) {
                        return false;
                    }
                    found |= !above.getQualifiedName().contentEquals("java.lang.Object");
                }
            }
        }
        return found;
    }

    @Nullable ExecutableElement methodWithoutParameters(@Nullable TypeMirror type, String name) {
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element) {
            for (ExecutableElement each :
                    ElementFilter.methodsIn(elements.getAllMembers(element))) {
                if (each.getSimpleName().contentEquals(name) && each.getParameters().isEmpty()) {
                    return each;
                }
            }
        }
        return null;
    }

    static List<ExecutableElement> methods(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements());
    }

    /** All classes and interfaces above a type, itself not included. */
    static Set<TypeElement> supertypes(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        addSupertypes(type, found);
        return found;
    }

    private static void addSupertypes(TypeElement type, Set<TypeElement> found) {
        List<TypeMirror> parents = new ArrayList<>(type.getInterfaces());
        parents.add(type.getSuperclass());
        for (TypeMirror parent : parents) {
            if (parent instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                    && found.add(element)) {
                addSupertypes(element, found);
            }
        }
    }
}
