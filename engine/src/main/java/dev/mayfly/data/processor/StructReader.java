package dev.mayfly.data.processor;

import dev.mayfly.data.Length;
import dev.mayfly.data.NativeStruct;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads a declaration, and says what is wrong with it. */
final class StructReader {

    private static final String ALLOWED =
            "allowed are primitive types, records with @NativeStruct, JOML's vectors, quaternions"
                    + " and matrices, and arrays of these with @Length";

    /** Methods of the generated classes that a component's accessors would be confused with. */
    private static final Set<String> RESERVED =
            Set.of(
                    "add",
                    "addressOf",
                    "at",
                    "check",
                    "columnAddress",
                    "columnSegment",
                    "create",
                    "gap",
                    "get",
                    "insert",
                    "put",
                    "removeAt",
                    "removeSwap",
                    "replaced",
                    "replacing",
                    "requireIndex",
                    "reserve",
                    "resize",
                    "room",
                    "set",
                    "tryReserve");

    private static final List<String> DERIVED = List.of("Address", "Column", "Into");

    /** The JVM's 255 less the address and the array itself. */
    private static final int MOST_SLOTS = 252;

    private final ProcessingEnvironment environment;

    /** The structs that are being read, outermost first. */
    private final List<TypeElement> open = new ArrayList<>();

    StructReader(ProcessingEnvironment environment) {
        this.environment = environment;
    }

    /** Reads a struct and those inside it. */
    Struct read(Element element) throws Mistake {
        requireRecord(element);
        TypeElement record = (TypeElement) element;
        requireVisible(record);
        requireNames(record);
        open.add(record);
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (RecordComponentElement component : record.getRecordComponents()) {
            types.put(component.getSimpleName().toString(), type(record, component));
        }
        open.removeLast();
        Struct struct =
                new Struct(
                        packageOf(record),
                        nameInPackage(record),
                        record.getSimpleName().toString(),
                        isPublic(record),
                        Struct.layOut(types));
        requireSize(record, struct);
        return struct;
    }

    private void requireRecord(Element element) throws Mistake {
        if (element.getKind() != ElementKind.RECORD) {
            String kind =
                    element.getKind()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace("annotation_type", "annotation");
            throw mistake(
                    element,
                    "@NativeStruct goes on a record, and %s is %s %s: declare it as a record of its components"
                            .formatted(
                                    element.getSimpleName(),
                                    "aeiou".indexOf(kind.charAt(0)) < 0 ? "a" : "an",
                                    kind));
        }
        TypeElement record = (TypeElement) element;
        if (!record.getTypeParameters().isEmpty()) {
            throw mistake(
                    record,
                    "%s has type parameters, and a struct has one layout: declare a record without them"
                            .formatted(record.getSimpleName()));
        }
        if (record.getRecordComponents().isEmpty()) {
            throw mistake(
                    record,
                    "%s has no components: a struct has one or more"
                            .formatted(record.getSimpleName()));
        }
    }

    private void requireVisible(TypeElement record) throws Mistake {
        for (Element each = record;
                each instanceof TypeElement;
                each = each.getEnclosingElement()) {
            if (each.getModifiers().contains(Modifier.PRIVATE)) {
                throw mistake(
                        record,
                        "%s, where generated code cannot see it: leave out \"private\""
                                .formatted(
                                        each == record
                                                ? record.getSimpleName() + " is private"
                                                : "%s is inside of %s, which is private"
                                                        .formatted(
                                                                record.getSimpleName(),
                                                                each.getSimpleName())));
            }
        }
    }

    private void requireNames(TypeElement record) throws Mistake {
        Map<String, String> constants = new HashMap<>();
        Set<String> names = new java.util.HashSet<>();
        int slots = 0;
        for (RecordComponentElement component : record.getRecordComponents()) {
            String name = component.getSimpleName().toString();
            names.add(name);
            TypeKind kind = component.asType().getKind();
            slots += kind == TypeKind.LONG || kind == TypeKind.DOUBLE ? 2 : 1;
            if (RESERVED.contains(name)) {
                throw mistake(
                        field(record, component),
                        "%s is the name of a method of the generated classes: choose another"
                                .formatted(name));
            }
            String other = constants.putIfAbsent(Component.constant(name), name);
            if (other != null) {
                throw mistake(
                        field(record, component),
                        "%s and %s are both OFFSET_%s in the generated classes: rename one of them"
                                .formatted(other, name, Component.constant(name)));
            }
        }
        for (RecordComponentElement component : record.getRecordComponents()) {
            requireNotDerived(record, component, names);
        }
        if (slots > MOST_SLOTS) {
            throw mistake(
                    record,
                    "%s has too many components for a method's parameters, of which there may be %d, long and double counting twice: put some into a struct inside it"
                            .formatted(record.getSimpleName(), MOST_SLOTS));
        }
    }

    private static void requireNotDerived(
            TypeElement record, RecordComponentElement component, Set<String> names)
            throws Mistake {
        String name = component.getSimpleName().toString();
        for (String suffix : DERIVED) {
            String root =
                    name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            if (names.contains(root)) {
                throw mistake(
                        field(record, component),
                        "%s is the name of a generated method for %s: choose another"
                                .formatted(name, root));
            }
        }
    }

    private void requireSize(TypeElement record, Struct struct) throws Mistake {
        if (struct.size() > Struct.MOST_BYTES) {
            throw mistake(
                    record,
                    "%s is too large: %d bytes, and a struct may have %d"
                            .formatted(record.getSimpleName(), struct.size(), Struct.MOST_BYTES));
        }
    }

    private FieldType type(TypeElement record, RecordComponentElement component) throws Mistake {
        VariableElement field = field(record, component);
        AnnotationMirror annotation = annotation(field, component);
        TypeMirror type = component.asType();
        if (!(type instanceof ArrayType array)) {
            if (annotation != null) {
                throw new Mistake(
                        field,
                        annotation,
                        "@Length is for arrays, and %s is of type %s: leave it out"
                                .formatted(field.getSimpleName(), plain(type)));
            }
            return single(field, type);
        }
        if (annotation == null) {
            throw mistake(
                    field,
                    "%s needs its length: write @Length(16) %s %s for sixteen of them"
                            .formatted(field.getSimpleName(), plain(type), field.getSimpleName()));
        }
        int length = length(field, annotation);
        FieldType element = single(field, array.getComponentType());
        FixedArray fixed = new FixedArray(element, length);
        if (fixed.size() > Struct.MOST_BYTES) {
            throw new Mistake(
                    field,
                    annotation,
                    "%s is too large: %d elements of %d bytes, and a struct may have %d bytes"
                            .formatted(
                                    field.getSimpleName(),
                                    length,
                                    element.size(),
                                    Struct.MOST_BYTES));
        }
        return fixed;
    }

    private static int length(VariableElement field, AnnotationMirror annotation) throws Mistake {
        for (AnnotationValue value : annotation.getElementValues().values()) {
            if (value.getValue() instanceof Integer length) {
                if (length < 1) {
                    throw new Mistake(
                            field,
                            annotation,
                            "the length of %s is %d: it must be 1 or more"
                                    .formatted(field.getSimpleName(), length));
                }
                return length;
            }
        }
        // The compiler says itself that the value is missing or no number.
        throw new Mistake(field, annotation, "");
    }

    private FieldType single(VariableElement field, TypeMirror type) throws Mistake {
        if (type.getKind().isPrimitive()) {
            return Scalar.valueOf(type.getKind().name());
        }
        if (type.getKind() == TypeKind.ERROR) {
            // The compiler says itself that there is no such type.
            throw mistake(field, "");
        }
        if (type instanceof DeclaredType declared
                && declared.asElement() instanceof TypeElement element) {
            Joml joml = Joml.find(element.getQualifiedName().toString());
            if (joml != null) {
                return joml;
            }
            if (element.getAnnotation(NativeStruct.class) != null) {
                return nested(field, element);
            }
            if (element.getKind() == ElementKind.RECORD) {
                throw mistake(
                        field,
                        "%s is a record without @NativeStruct: put it there, so that %s can be stored"
                                .formatted(element.getSimpleName(), field.getSimpleName()));
            }
        }
        throw mistake(
                field,
                "%s cannot be stored in a struct, being of type %s: %s"
                        .formatted(field.getSimpleName(), plain(type), ALLOWED));
    }

    private Nested nested(VariableElement field, TypeElement element) throws Mistake {
        int start = open.indexOf(element);
        if (start >= 0) {
            List<String> path = new ArrayList<>();
            open.subList(start, open.size())
                    .forEach(each -> path.add(each.getSimpleName().toString()));
            path.add(element.getSimpleName().toString());
            throw mistake(
                    field,
                    "a struct cannot contain itself: %s; store an index or an address"
                            .formatted(String.join(" contains ", path)));
        }
        try {
            return new Nested(read(element));
        } catch (Mistake mistake) {
            // What is wrong inside another struct is said there; but a circle has no other place.
            throw mistake.element == field || isCircle(mistake) ? mistake : mistake(field, "");
        }
    }

    private static boolean isCircle(Mistake mistake) {
        return String.valueOf(mistake.getMessage()).startsWith("a struct cannot contain itself");
    }

    /** The compiler knows the line of a component's field, and of its annotations. */
    private static VariableElement field(TypeElement record, RecordComponentElement component) {
        return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                .filter(each -> each.getSimpleName().equals(component.getSimpleName()))
                .filter(each -> !each.getModifiers().contains(Modifier.STATIC))
                .findFirst()
                .orElseThrow(() -> new AssertionError(component + " has no field"));
    }

    private static @Nullable AnnotationMirror annotation(
            VariableElement field, RecordComponentElement component) {
        for (Element each : List.of(field, component)) {
            for (AnnotationMirror mirror : each.getAnnotationMirrors()) {
                if (mirror.getAnnotationType().asElement() instanceof TypeElement type
                        && type.getQualifiedName().contentEquals(Length.class.getName())) {
                    return mirror;
                }
            }
        }
        return null;
    }

    /** Without annotations, as one would write it. */
    private static String plain(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return plain(array.getComponentType()) + "[]";
        }
        if (type.getKind().isPrimitive()) {
            return type.getKind().name().toLowerCase(Locale.ROOT);
        }
        return type instanceof DeclaredType declared
                ? declared.asElement().getSimpleName().toString()
                : type.toString();
    }

    private String packageOf(TypeElement record) {
        return environment.getElementUtils().getPackageOf(record).getQualifiedName().toString();
    }

    private String nameInPackage(TypeElement record) {
        String packageName = packageOf(record);
        String qualified = record.getQualifiedName().toString();
        return packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    }

    private static boolean isPublic(TypeElement record) {
        for (Element each = record;
                each instanceof TypeElement;
                each = each.getEnclosingElement()) {
            if (!each.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    private static Mistake mistake(Element element, String message) {
        return new Mistake(element, message);
    }
}
