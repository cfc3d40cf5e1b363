package dev.mayfly.data.processor;

import java.util.Locale;

/**
 * One component in its place.
 *
 * @param name as declared
 * @param type what it is in memory
 * @param offset bytes from the start of the struct
 */
record Component(String name, FieldType type, long offset) {

    long end() {
        return offset + type.size();
    }

    /** {@code maxSpeed} as {@code MAX_SPEED}. */
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    String offsetConstant() {
        return "OFFSET_" + constant(name);
    }

    String lengthConstant() {
        return "LENGTH_" + constant(name);
    }
}
