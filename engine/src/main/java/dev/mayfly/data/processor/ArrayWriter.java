package dev.mayfly.data.processor;

import java.util.List;
import java.util.function.Supplier;

/** Writes {@code ParticleArray}: an array of structs. All access goes through the layout's. */
final class ArrayWriter extends ContainerWriter {

    ArrayWriter(Struct struct) {
        super(struct, "Array");
    }

    @Override
    void writeDoc() {
        source.doc(
                List.of(
                        ("{@link %s} structs one after the other, %d bytes each: an array of"
                             + " structs that grows. Its conventions are {@code StructArray}'s, its"
                             + " layout is {@link %s}'s.")
                                .formatted(record, struct.size(), layout)));
    }

    @Override
    String superclass() {
        return " extends " + names.use("dev.mayfly.data.StructArray");
    }

    @Override
    String place(Component component) {
        throw new AssertionError("an array's accessors call the layout's");
    }

    @Override
    void statement(
            boolean returns, String method, List<String> arguments, Supplier<String> direct) {
        source.call(
                (returns ? "return " : "") + layout + "." + method,
                with("addressOf(index)", arguments));
    }

    @Override
    void writeBody() {
        String allocator = names.use("dev.mayfly.alloc.Allocator");
        source.open("private %s(%s allocator)".formatted(name, allocator));
        source.line("super(allocator, %s.SIZE, %s.ALIGNMENT);".formatted(layout, layout));
        source.closeMember();
        writeFactories();
        writeReleasing("Release");
        writeAddressOf("long");
        writeAddressOf("int");
        addRecord();
        member("Appends a struct.", "long", "its index", "add", fields());
        source.call(layout + ".set", with("room(" + layout + ".SIZE)", fieldNames()));
        source.line("return added();");
        source.closeMember();
        member(
                "Reads a whole struct.",
                record,
                "a new record",
                "get",
                List.of(new Parameter("long", "index", firstDoc())));
        source.line("return " + layout + ".get(addressOf(index));");
        source.closeMember();
        writeCopies();
        setRecord();
        member(
                "Writes a whole struct.",
                "void",
                "",
                "set",
                with(new Parameter("long", first, firstDoc()), fields()));
        writeOver(layout + ".set", with("addressOf(" + first + ")", fieldNames()));
        source.closeMember();
        insertRecord();
        openInsert();
        source.call(layout + ".set", with("addressOf(gap(" + first + "))", fieldNames()));
        source.closeMember();
        struct.components().forEach(this::accessors);
    }

    private void writeAddressOf(String indexType) {
        member(
                "Where a struct is, good until the array grows.",
                "long",
                "its address",
                "addressOf",
                List.of(new Parameter(indexType, "index", firstDoc())));
        source.line("return at(index, " + layout + ".SIZE);");
        source.closeMember();
    }
}
