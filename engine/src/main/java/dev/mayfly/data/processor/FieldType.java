package dev.mayfly.data.processor;

/** What one component is in memory, and how Java code reads and writes it. */
sealed interface FieldType permits Scalar, Joml, Nested, FixedArray {

    /** Bytes. */
    long size();

    /** Bytes, a power of two. */
    long alignment();

    /** The Java type that a read yields. */
    String type(Names names);

    /** The Java type that a write takes. */
    default String parameter(Names names) {
        return type(names);
    }

    /** How C declares it, with the name in it. */
    String inC(String name);

    /** An expression for its {@code MemoryLayout}. */
    String layout(Names names);

    /** An expression that reads it at an address. */
    String read(String address, Helpers helpers);

    /** A statement, without semicolon, that writes it at an address. */
    String write(String address, String value, Helpers helpers);

    /** Part of the name of what reads and writes it. */
    String noun(Names names);
}
