package dev.mayfly.data.processor;

import java.util.List;

/** What {@code ParticleArray} and {@code ParticleColumns} have in common: how they are made. */
abstract class ContainerWriter extends ClassWriter {

    final String name;

    ContainerWriter(Struct struct, String suffix) {
        super(struct, suffix, "index");
        this.name = struct.name() + suffix;
    }

    @Override
    boolean hasIndices() {
        return true;
    }

    @Override
    String modifiers() {
        return "public";
    }

    @Override
    String firstName() {
        return "index";
    }

    @Override
    String firstDoc() {
        return "which struct, from 0";
    }

    @Override
    String inLayout() {
        return layout + ".";
    }

    final void writeFactories() {
        String allocator = names.use("dev.mayfly.alloc.Allocator");
        String context = names.use("dev.mayfly.context.Context");
        String usesContext = names.use("dev.mayfly.context.UsesContext");
        factory("an empty one, in the current allocator", List.of());
        source.line("@" + usesContext);
        source.open("public static " + name + " create()");
        source.line("return create(" + context + ".current().allocator());");
        source.closeMember();
        factory("an empty one", List.of("allocator who makes the memory"));
        source.open("public static " + name + " create(" + allocator + " allocator)");
        source.line("return new " + name + "(allocator);");
        source.closeMember();
        factory(
                "an empty one with room, in the current allocator",
                List.of("capacity structs to have room for, 0 or more"));
        source.line("@" + usesContext);
        source.open("public static " + name + " create(long capacity)");
        source.line("return create(" + context + ".current().allocator(), capacity);");
        source.closeMember();
        factory(
                "an empty one with room",
                List.of(
                        "allocator who makes the memory",
                        "capacity structs to have room for, 0 or more"));
        source.open(
                "public static " + name + " create(" + allocator + " allocator, long capacity)");
        source.line(name + " made = new " + name + "(allocator);");
        source.line("made.reserve(capacity);");
        source.line("return made;");
        source.closeMember();
    }

    private void factory(String what, List<String> parameters) {
        java.util.ArrayList<String> lines = new java.util.ArrayList<>();
        lines.add("Makes " + what + ".");
        parameters.forEach(each -> lines.add("@param " + each));
        lines.add("@return structs of your own, to be deleted unless they are in scratch");
        source.doc(lines);
    }

    final void writeReleasing(String type) {
        String release = names.use("dev.mayfly.data." + type);
        source.line("@Override");
        source.open("public %s releasing(%s release)".formatted(name, release));
        source.line("super.releasing(release);");
        source.line("return this;");
        source.closeMember();
    }

    final void insertRecord() {
        member(
                "Inserts a struct before another. The time is that of moving those after it.",
                "void",
                "",
                "insert",
                List.of(
                        new Parameter("long", "index", "where, from 0 to {@code size()}"),
                        new Parameter(record, "struct", "its values")));
        source.call("insert", with("index", parts("struct")));
        source.closeMember();
    }

    final void openInsert() {
        member(
                "Inserts a struct before another. The time is that of moving those after it.",
                "void",
                "",
                "insert",
                with(new Parameter("long", first, "where, from 0 to {@code size()}"), fields()));
        writeChecks();
    }

    /** What cannot be stored throws before anything is changed. */
    final void writeChecks() {
        for (Component each : struct.components()) {
            if (!(each.type() instanceof Scalar)) {
                source.line("%s.%s(%s);".formatted(layout, checker(each), each.name()));
            }
        }
    }

    /** Releases the old one, and writes the new one whatever becomes of that. */
    final void writeOver(String write, List<String> arguments) {
        source.line("replacing(" + first + ");");
        writeChecks();
        source.open("try");
        source.line("replaced(" + first + ");");
        source.next("finally");
        source.call(write, arguments);
        source.close();
    }

    final void addRecord() {
        member(
                "Appends a struct.",
                "long",
                "its index",
                "add",
                List.of(new Parameter(record, "struct", "its values")));
        source.call("return add", parts("struct"));
        source.closeMember();
    }

    final void writeCopies() {
        Parameter other = new Parameter(name, "other", "where it is; may be this");
        Parameter from = new Parameter("long", "from", "which struct there, from 0");
        member(
                "Appends a copy of a struct, byte by byte, without a Java object.",
                "long",
                "its index",
                "addFrom",
                List.of(other, from));
        source.line("return addCopy(other, from);");
        source.closeMember();
        member(
                "Writes a copy of a struct, byte by byte, without a Java object.",
                "void",
                "",
                "setFrom",
                List.of(new Parameter("long", "index", firstDoc()), other, from));
        source.line("setCopy(index, other, from);");
        source.closeMember();
    }

    final void setRecord() {
        member(
                "Writes a whole struct.",
                "void",
                "",
                "set",
                List.of(
                        new Parameter("long", "index", firstDoc()),
                        new Parameter(record, "struct", "the new values")));
        source.call("set", with("index", parts("struct")));
        source.closeMember();
    }
}
