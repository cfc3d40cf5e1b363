package dev.mayfly.data.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes {@code ParticleLayout}: where everything is, and access to a struct at a raw address. */
final class LayoutWriter extends ClassWriter {

    LayoutWriter(Struct struct) {
        super(struct, "Layout", "address");
    }

    @Override
    void writeDoc() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "How a {@link %s} lies in native memory, the same as in C: %s, aligned to %d."
                        .formatted(
                                record,
                                struct.size() == 1 ? "1 byte" : struct.size() + " bytes",
                                struct.alignment()));
        lines.add("");
        lines.add("<table>");
        long padding = struct.padding();
        lines.add(
                "<caption>%s, %s</caption>"
                        .formatted(
                                struct.name(),
                                padding == 0 ? "no padding" : padding + " bytes of padding"));
        lines.add("<thead>");
        lines.add(
                "<tr><th scope=\"col\">offset</th><th scope=\"col\">bytes</th><th scope=\"col\">"
                        + "in C</th></tr>");
        lines.add("</thead>");
        lines.add("<tbody>");
        long end = 0;
        for (Component each : struct.components()) {
            padding(lines, end, each.offset());
            row(
                    lines,
                    each.offset(),
                    each.type().size(),
                    "{@code " + each.type().inC(each.name()) + "}");
            end = each.end();
        }
        padding(lines, end, struct.size());
        lines.add("</tbody>");
        lines.add("</table>");
        lines.add("");
        lines.add(
                "<p>The methods read and write a struct at an address, which nobody checks. Any"
                        + " thread may call.");
        source.doc(lines);
    }

    private static void padding(List<String> lines, long from, long to) {
        if (to > from) {
            row(lines, from, to - from, "<i>padding</i>");
        }
    }

    private static void row(List<String> lines, long offset, long size, String what) {
        lines.add("<tr><td>%d</td><td>%d</td><td>%s</td></tr>".formatted(offset, size, what));
    }

    @Override
    String superclass() {
        return "";
    }

    @Override
    boolean hasIndices() {
        return false;
    }

    @Override
    String modifiers() {
        return "public static";
    }

    @Override
    String firstName() {
        return "address";
    }

    @Override
    String firstDoc() {
        return "where the struct is";
    }

    @Override
    String inLayout() {
        return "";
    }

    @Override
    String place(Component component) {
        return "address + " + component.offsetConstant();
    }

    @Override
    void statement(
            boolean returns, String method, List<String> arguments, Supplier<String> direct) {
        source.line((returns ? "return " : "") + direct.get() + ";");
    }

    @Override
    void writeBody() {
        constant("long", "SIZE", struct.size(), "Bytes, padding included.");
        constant("long", "ALIGNMENT", struct.alignment(), "Bytes.");
        for (Component each : struct.components()) {
            constant(
                    "long",
                    each.offsetConstant(),
                    each.offset(),
                    "Where {@code %s} is, bytes from the start.".formatted(each.name()));
            if (each.type() instanceof FixedArray array) {
                constant(
                        "int",
                        each.lengthConstant(),
                        array.length(),
                        "How many elements {@code %s} has.".formatted(each.name()));
            }
        }
        writeMemoryLayout();
        source.line("private " + struct.name() + "Layout() {}");
        source.line("");
        writeGet();
        writeSet();
        struct.components().forEach(this::accessors);
        struct.components().stream()
                .filter(each -> !(each.type() instanceof Scalar))
                .forEach(this::writeChecker);
        writeCheck();
    }

    private void constant(String type, String name, long value, String doc) {
        source.doc(List.of(doc));
        source.line("public static final %s %s = %d;".formatted(type, name, value));
        source.line("");
    }

    private void writeMemoryLayout() {
        source.doc(List.of("The same for {@code java.lang.foreign}, padding and names included."));
        source.line(
                "public static final %s LAYOUT ="
                        .formatted(names.use("java.lang.foreign.StructLayout")));
        String memoryLayout = names.use("java.lang.foreign.MemoryLayout");
        List<String> members = new ArrayList<>();
        long end = 0;
        for (Component each : struct.components()) {
            addPadding(members, each.offset() - end);
            members.add(each.type().layout(names) + ".withName(\"" + each.name() + "\")");
            end = each.end();
        }
        addPadding(members, struct.size() - end);
        source.line("        " + memoryLayout + ".structLayout(");
        for (int i = 0; i < members.size(); i++) {
            String comma = i < members.size() - 1 ? "," : ")";
            source.line("                        " + members.get(i) + comma);
        }
        source.line("                .withName(\"" + struct.name() + "\");");
        source.line("");
    }

    private void addPadding(List<String> members, long bytes) {
        if (bytes > 0) {
            members.add(
                    names.use("java.lang.foreign.MemoryLayout") + ".paddingLayout(" + bytes + ")");
        }
    }

    private void writeGet() {
        member(
                "Reads a whole struct.",
                record,
                "a new record",
                "get",
                List.of(new Parameter("long", "address", firstDoc())));
        source.call(
                "return new " + record,
                struct.components().stream()
                        .map(each -> each.type().read(place(each), helpers))
                        .toList());
        source.closeMember();
    }

    private void writeSet() {
        member(
                "Writes a whole struct; the padding stays what it was.",
                "void",
                "",
                "set",
                List.of(
                        new Parameter("long", "address", firstDoc()),
                        new Parameter(record, "struct", "the new values")));
        source.call("set", with("address", parts("struct")));
        source.closeMember();
        member(
                "Writes a whole struct; the padding stays what it was.",
                "void",
                "",
                "set",
                with(new Parameter("long", first, firstDoc()), fields()));
        writeChecks(fieldNames());
        for (Component each : struct.components()) {
            String place = first + " + " + each.offsetConstant();
            source.line(each.type().write(place, each.name(), helpers) + ";");
        }
        source.closeMember();
    }

    private void writeChecks(List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            Component component = struct.components().get(i);
            if (!(component.type() instanceof Scalar)) {
                source.line("%s(%s);".formatted(checker(component), values.get(i)));
            }
        }
    }

    /** For the other generated classes: a value that cannot be stored fails before any is. */
    private void writeChecker(Component component) {
        String type = component.type().parameter(names);
        source.open("static %s %s(%s value)".formatted(type, checker(component), type));
        switch (component.type()) {
            case Scalar _ -> throw new AssertionError("every primitive can be stored");
            case Joml _ -> source.line(nonNull("value", component.name()));
            case Nested nested -> {
                source.line(nonNull("value", component.name()));
                checkNested(nested, "value");
            }
            case FixedArray array -> checkArray(component, array);
        }
        source.line("return value;");
        source.closeMember();
    }

    private void checkArray(Component component, FixedArray array) {
        source.open("if (value.length != " + component.lengthConstant() + ")");
        source.line("throw new IllegalArgumentException(");
        source.line("        \"%s has \"".formatted(component.name()));
        source.line("                + value.length");
        source.line(
                "                + \" elements: it must have %d, as @Length says\");"
                        .formatted(array.length()));
        source.close();
        if (!(array.element() instanceof Scalar)) {
            source.open("for (%s each : value)".formatted(array.element().parameter(names)));
            source.line(nonNull("each", "an element of " + component.name()));
            if (array.element() instanceof Nested nested) {
                checkNested(nested, "each");
            }
            source.close();
        }
    }

    private String nonNull(String variable, String what) {
        return "%s.requireNonNull(%s, \"%s\");"
                .formatted(names.use("java.util.Objects"), variable, what);
    }

    private void checkNested(Nested nested, String variable) {
        source.line(nested.layoutClass(names) + ".check(" + variable + ");");
    }

    private void writeCheck() {
        source.doc(
                List.of(
                        "Fails unless a record can be stored: nothing is null, and arrays have"
                                + " their length.",
                        "@param struct what to look at"));
        source.open("public static void check(" + record + " struct)");
        boolean any =
                struct.components().stream().anyMatch(each -> !(each.type() instanceof Scalar));
        if (any) {
            writeChecks(parts("struct"));
        } else {
            source.line(nonNull("struct", "struct"));
        }
        source.closeMember();
    }
}
