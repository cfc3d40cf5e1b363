package dev.mayfly.data.processor;

import java.util.List;
import java.util.function.Supplier;

/** Writes {@code ParticleColumns}: a structure of arrays. */
final class ColumnsWriter extends ContainerWriter {

    ColumnsWriter(Struct struct) {
        super(struct, "Columns");
    }

    @Override
    void writeDoc() {
        source.doc(
                List.of(
                        ("{@link %s} structs, a column for each component: a structure of arrays"
                             + " that grows. Its conventions are {@code StructColumns}'.")
                                .formatted(record)));
    }

    @Override
    String superclass() {
        return " extends " + names.use("dev.mayfly.data.StructColumns");
    }

    @Override
    String place(Component component) {
        return "at(%sColumn, index, %d)".formatted(component.name(), component.type().size());
    }

    /** Where the index has been checked. */
    private static String inside(Component component, String index) {
        return component.name() + "Column + " + SourceText.times(index, component.type().size());
    }

    @Override
    void statement(
            boolean returns, String method, List<String> arguments, Supplier<String> direct) {
        source.line((returns ? "return " : "") + direct.get() + ";");
    }

    @Override
    void writeBody() {
        for (Component each : struct.components()) {
            source.line("private long " + each.name() + "Column;");
        }
        source.line("");
        writeConstructor();
        writeFactories();
        writeReleasing("ReleaseAt");
        writePlaced();
        addRecord();
        member("Appends a struct.", "long", "its index", "add", fields());
        source.call("put", with("room()", fieldNames()));
        source.line("return added();");
        source.closeMember();
        writeGet();
        writeCopies();
        setRecord();
        member(
                "Writes a whole struct.",
                "void",
                "",
                "set",
                with(new Parameter("long", first, firstDoc()), fields()));
        writeOver("put", with(first, fieldNames()));
        source.closeMember();
        insertRecord();
        openInsert();
        source.call("put", with("gap(" + first + ")", fieldNames()));
        source.closeMember();
        writePut();
        for (int i = 0; i < struct.components().size(); i++) {
            writeColumn(struct.components().get(i), i);
            accessors(struct.components().get(i));
        }
    }

    private void writeConstructor() {
        String allocator = names.use("dev.mayfly.alloc.Allocator");
        source.open("private %s(%s allocator)".formatted(name, allocator));
        source.call(
                "super",
                with(
                        "allocator",
                        struct.components().stream()
                                .map(each -> String.valueOf(each.type().size()))
                                .toList()));
        source.closeMember();
    }

    private void writePlaced() {
        source.line("@Override");
        source.open("protected void placed()");
        for (int i = 0; i < struct.components().size(); i++) {
            source.line(
                    "%sColumn = columnAddress(%d);"
                            .formatted(struct.components().get(i).name(), i));
        }
        source.closeMember();
    }

    private void writeGet() {
        member(
                "Reads a whole struct.",
                record,
                "a new record",
                "get",
                List.of(new Parameter("long", "index", firstDoc())));
        source.line("check(index);");
        source.call(
                "return new " + record,
                struct.components().stream()
                        .map(each -> each.type().read(inside(each, "index"), helpers))
                        .toList());
        source.closeMember();
    }

    private void writePut() {
        source.open(
                "private void put",
                with("long " + first, fields().stream().map(Parameter::declared).toList()));
        writeChecks();
        for (Component each : struct.components()) {
            source.line(each.type().write(inside(each, first), each.name(), helpers) + ";");
        }
        source.closeMember();
    }

    private void writeColumn(Component component, int column) {
        member(
                "All of {@code %s}, for code of your own.".formatted(component.name()),
                names.use("java.lang.foreign.MemorySegment"),
                "a segment of exactly the elements there are, good until the columns grow",
                component.name() + "Column",
                List.of());
        source.line("return columnSegment(" + column + ");");
        source.closeMember();
        member(
                "Where the first {@code %s} is; a multiple of 64.".formatted(component.name()),
                "long",
                "its address, good until the columns grow; 0 while there is no room for any",
                component.name() + "Address",
                List.of());
        source.line("return columnAddress(" + column + ");");
        source.closeMember();
    }
}
