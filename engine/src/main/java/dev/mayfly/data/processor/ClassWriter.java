package dev.mayfly.data.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the three generated classes have in common: the head, and the accessors of a component. */
abstract class ClassWriter {

    final Struct struct;
    final Names names;
    final Helpers helpers;
    final SourceText source = new SourceText();
    final String record;
    final String layout;

    /** What the first parameter of an accessor is called. */
    final String first;

    private final String suffix;

    ClassWriter(Struct struct, String suffix, String first) {
        this.struct = struct;
        this.suffix = suffix;
        this.names = new Names(struct);
        this.helpers = new Helpers(names);
        this.record = names.use(struct);
        this.layout = names.use(struct.generated("Layout"));
        this.first = unused(first);
    }

    /** A parameter name that no component has. */
    final String unused(String name) {
        String candidate = name;
        while (taken(candidate)) {
            candidate += "_";
        }
        return candidate;
    }

    private boolean taken(String name) {
        return struct.components().stream().anyMatch(each -> each.name().equals(name));
    }

    /**
     * The whole file.
     *
     * @param annotations qualified names of annotations for the class, with their arguments
     */
    final String write(List<String> annotations) {
        List<String> marks = new ArrayList<>();
        for (String each : annotations) {
            int arguments = each.indexOf('(');
            String name = arguments < 0 ? each : each.substring(0, arguments);
            marks.add("@" + names.use(name) + (arguments < 0 ? "" : each.substring(arguments)));
        }
        SourceText head = new SourceText();
        writeClass(marks);
        if (!struct.packageName().isEmpty()) {
            head.line("package " + struct.packageName() + ";");
            head.line("");
        }
        for (String each : names.imports()) {
            head.line("import " + each + ";");
        }
        head.line("");
        return head + source.toString();
    }

    private void writeClass(List<String> marks) {
        writeDoc();
        marks.forEach(source::line);
        String start = struct.isPublic() ? "public final class " : "final class ";
        source.open(start + struct.name() + suffix + superclass());
        source.line("");
        writeBody();
        helpers.write(source);
        source.closeClass();
    }

    /** The class's own Javadoc. */
    abstract void writeDoc();

    /** With {@code extends}, or nothing. */
    abstract String superclass();

    /** All members. */
    abstract void writeBody();

    /** Whether the first parameter is an index, and not an address. */
    abstract boolean hasIndices();

    /** {@code public} and what else goes before an accessor. */
    abstract String modifiers();

    /** What the first parameter is, for its Javadoc. */
    abstract String firstDoc();

    /** Writes the statement of an accessor, or the ones before it and then it. */
    abstract void statement(
            boolean returns, String method, List<String> arguments, Supplier<String> direct);

    /** Where a component is: an expression. */
    abstract String place(Component component);

    /** Where lengths and checks are: a prefix. */
    abstract String inLayout();

    record Parameter(String type, String name, String doc) {
        String declared() {
            return type + " " + name;
        }
    }

    final void accessors(Component component) {
        String name = component.name();
        FieldType type = component.type();
        String value = type.type(names);
        switch (type) {
            case Scalar _ -> {}
            case Nested _, Joml _, FixedArray _ ->
                    accessor(
                            "Where {@code %s} is.".formatted(name),
                            "long",
                            "the address of its first byte",
                            name + "Address",
                            List.of(),
                            () -> place(component));
        }
        boolean makesObject = !(type instanceof Scalar);
        accessor(
                "Reads {@code %s}%s.".formatted(name, makesObject ? " into a new object" : ""),
                value,
                "the value",
                name,
                List.of(),
                () -> type.read(place(component), helpers));
        accessor(
                "Writes {@code %s}.".formatted(name),
                "void",
                "",
                name,
                List.of(new Parameter(type.parameter(names), "value", "the new value")),
                () -> type.write(place(component), checked(component, "value"), helpers));
        if (type instanceof Scalar scalar && hasIndices()) {
            writeByInt(component, scalar);
        }
        if (type instanceof Joml joml) {
            accessor(
                    "Reads {@code %s} into an object of the caller's.".formatted(name),
                    value,
                    "{@code dest}",
                    name + "Into",
                    List.of(new Parameter(value, "dest", "what to fill")),
                    () -> joml.readInto(place(component), "dest", helpers));
        }
        if (type instanceof FixedArray array) {
            elementAccessors(component, array);
        }
    }

    private void elementAccessors(Component component, FixedArray array) {
        String name = component.name();
        FieldType element = array.element();
        String value = element.type(names);
        Parameter which = new Parameter("int", "k", "which element, from 0");
        if (element instanceof Scalar) {
            accessor(
                    "Reads {@code %s} into an array of the caller's.".formatted(name),
                    array.type(names),
                    "{@code dest}",
                    name + "Into",
                    List.of(
                            new Parameter(
                                    array.type(names),
                                    "dest",
                                    "what to fill, %d elements".formatted(array.length()))),
                    () -> array.readInto(place(component), checked(component, "dest"), helpers));
        }
        accessor(
                "Reads an element of {@code %s}.".formatted(name),
                value,
                "the element",
                name,
                List.of(which),
                () -> element.read(element(component, element), helpers));
        accessor(
                "Writes an element of {@code %s}.".formatted(name),
                "void",
                "",
                name,
                List.of(which, new Parameter(element.parameter(names), "value", "the new element")),
                () -> element.write(element(component, element), "value", helpers));
        if (element instanceof Joml joml) {
            accessor(
                    "Reads an element of {@code %s} into an object of the caller's."
                            .formatted(name),
                    value,
                    "{@code dest}",
                    name + "Into",
                    List.of(which, new Parameter(value, "dest", "what to fill")),
                    () -> joml.readInto(element(component, element), "dest", helpers));
        }
    }

    /** Checks the element's index in a statement of its own, and says where the element is. */
    private String element(Component component, FieldType element) {
        source.line(
                "%s.checkIndex(k, %s%s);"
                        .formatted(
                                names.use("java.util.Objects"),
                                inLayout(),
                                component.lengthConstant()));
        return place(component) + " + " + SourceText.times("k", element.size());
    }

    /** A value on its way into memory: arrays must have their length. */
    final String checked(Component component, String value) {
        return component.type() instanceof FixedArray
                ? "%s%s(%s)".formatted(inLayout(), checker(component), value)
                : value;
    }

    static String checker(Component component) {
        String name = component.name();
        return "checked" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private void accessor(
            String doc,
            String result,
            String resultDoc,
            String method,
            List<Parameter> extra,
            Supplier<String> direct) {
        accessor("long", doc, result, resultDoc, method, extra, direct);
    }

    private void accessor(
            String firstType,
            String doc,
            String result,
            String resultDoc,
            String method,
            List<Parameter> extra,
            Supplier<String> direct) {
        boolean returns = !result.equals("void");
        Parameter place = new Parameter(firstType, firstName(), firstDoc());
        member(doc, result, resultDoc, method, with(place, extra));
        statement(returns, method, extra.stream().map(Parameter::name).toList(), direct);
        source.closeMember();
    }

    /**
     * Writes once more for indices that are an {@code int}: the JIT compiler has less work with
     * them. With reads it has not.
     */
    private void writeByInt(Component component, Scalar type) {
        String name = component.name();
        accessor(
                "int",
                "Writes {@code %s}.".formatted(name),
                "void",
                "",
                name,
                List.of(new Parameter(type.parameter(names), "value", "the new value")),
                () -> type.write(place(component), "value", helpers));
    }

    /** In accessors no parameter is named after a component. */
    abstract String firstName();

    /** Javadoc and header of a method. */
    final void member(
            String doc,
            String result,
            String resultDoc,
            String method,
            List<Parameter> parameters) {
        List<String> lines = new ArrayList<>();
        lines.add(doc);
        for (Parameter each : parameters) {
            lines.add("@param " + each.name() + " " + each.doc());
        }
        if (!result.equals("void")) {
            lines.add("@return " + resultDoc);
        }
        source.doc(lines);
        source.open(
                modifiers() + " " + result + " " + method,
                parameters.stream().map(Parameter::declared).toList());
    }

    /** All components as parameters. */
    final List<Parameter> fields() {
        return struct.components().stream()
                .map(
                        each ->
                                new Parameter(
                                        each.type().parameter(names),
                                        each.name(),
                                        "{@code " + each.name() + "}"))
                .toList();
    }

    final List<String> fieldNames() {
        return struct.components().stream().map(Component::name).toList();
    }

    /** The components of a record, as arguments. */
    final List<String> parts(String variable) {
        return struct.components().stream()
                .map(each -> variable + "." + each.name() + "()")
                .toList();
    }

    static <T> List<T> with(T first, List<? extends T> rest) {
        List<T> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return all;
    }
}
