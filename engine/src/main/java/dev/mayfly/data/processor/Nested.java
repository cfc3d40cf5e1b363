package dev.mayfly.data.processor;

/**
 * A struct inside a struct.
 *
 * @param struct the inner one
 */
record Nested(Struct struct) implements FieldType {

    @Override
    public long size() {
        return struct.size();
    }

    @Override
    public long alignment() {
        return struct.alignment();
    }

    @Override
    public String type(Names names) {
        return names.use(struct);
    }

    @Override
    public String inC(String name) {
        return "struct " + struct.name() + " " + name;
    }

    @Override
    public String layout(Names names) {
        return layoutClass(names) + ".LAYOUT";
    }

    @Override
    public String read(String address, Helpers helpers) {
        return layoutClass(helpers.names()) + ".get(" + address + ")";
    }

    @Override
    public String write(String address, String value, Helpers helpers) {
        return layoutClass(helpers.names()) + ".set(" + address + ", " + value + ")";
    }

    String layoutClass(Names names) {
        return names.use(struct.generated("Layout"));
    }

    @Override
    public String noun(Names names) {
        return struct.name();
    }
}
