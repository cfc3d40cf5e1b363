package dev.mayfly.data.processor;

import java.util.Locale;

/** The primitive types. */
enum Scalar implements FieldType {
    BYTE("Byte", 1, "int8_t"),
    SHORT("Short", 2, "int16_t"),
    INT("Int", 4, "int32_t"),
    LONG("Long", 8, "int64_t"),
    FLOAT("Float", 4, "float"),
    DOUBLE("Double", 8, "double"),
    BOOLEAN("Boolean", 1, "bool") {
        @Override
        public String read(String address, Helpers helpers) {
            return BYTE.read(address, helpers) + " != 0";
        }

        @Override
        public String write(String address, String value, Helpers helpers) {
            return BYTE.write(address, "(byte) (" + value + " ? 1 : 0)", helpers);
        }
    },
    CHAR("Char", 2, "char16_t") {
        @Override
        public String read(String address, Helpers helpers) {
            return "(char) " + SHORT.read(address, helpers);
        }

        @Override
        public String write(String address, String value, Helpers helpers) {
            return SHORT.write(address, "(short) " + value, helpers);
        }
    };

    private final String noun;
    private final int size;
    private final String c;

    Scalar(String noun, int size, String c) {
        this.noun = noun;
        this.size = size;
        this.c = c;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long alignment() {
        return size;
    }

    @Override
    public String type(Names names) {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String inC(String name) {
        return c + " " + name;
    }

    @Override
    public String layout(Names names) {
        return names.use("java.lang.foreign.ValueLayout") + ".JAVA_" + name();
    }

    @Override
    public String read(String address, Helpers helpers) {
        return helpers.memory() + ".get" + noun + "(" + address + ")";
    }

    @Override
    public String write(String address, String value, Helpers helpers) {
        return helpers.memory() + ".put" + noun + "(" + address + ", " + value + ")";
    }

    @Override
    public String noun(Names names) {
        return noun;
    }
}
