package dev.mayfly.data.processor;

/**
 * An array whose length is part of its type.
 *
 * @param element what one element is; never itself an array
 * @param length elements, 1 or more
 */
record FixedArray(FieldType element, int length) implements FieldType {

    @Override
    public long size() {
        return length * element.size();
    }

    @Override
    public long alignment() {
        return element.alignment();
    }

    @Override
    public String type(Names names) {
        return element.type(names) + "[]";
    }

    @Override
    public String parameter(Names names) {
        return element.parameter(names) + "[]";
    }

    @Override
    public String inC(String name) {
        return element.inC(name + "[" + length + "]");
    }

    @Override
    public String layout(Names names) {
        return sequence(length, element, names);
    }

    static String sequence(int length, FieldType element, Names names) {
        return "%s.sequenceLayout(%d, %s)"
                .formatted(
                        names.use("java.lang.foreign.MemoryLayout"), length, element.layout(names));
    }

    @Override
    public String read(String address, Helpers helpers) {
        return readInto(
                address, "new " + element.type(helpers.names()) + "[" + length + "]", helpers);
    }

    /** An expression that fills an array of the caller's. */
    String readInto(String address, String dest, Helpers helpers) {
        return helpers.reader(this) + "(" + address + ", " + dest + ")";
    }

    @Override
    public String write(String address, String value, Helpers helpers) {
        return helpers.writer(this) + "(" + address + ", " + value + ")";
    }

    @Override
    public String noun(Names names) {
        return element.noun(names) + "s";
    }
}
