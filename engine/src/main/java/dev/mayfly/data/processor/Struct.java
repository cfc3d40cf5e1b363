package dev.mayfly.data.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A record as a C compiler lays it out.
 *
 * @param packageName empty for the unnamed package
 * @param record its name in Java code inside its package, such as {@code Particle} or {@code
 *     Outer.Particle}
 * @param name its last part
 * @param isPublic whether the generated classes are
 * @param components in order, with their offsets
 */
record Struct(
        String packageName,
        String record,
        String name,
        boolean isPublic,
        List<Component> components) {

    /**
     * Bytes, more than anybody wants in one struct; the offsets and sizes stay far from overflow.
     */
    static final long MOST_BYTES = 16L << 20;

    /** Each component at the next multiple of its alignment. */
    static List<Component> layOut(Map<String, FieldType> types) {
        List<Component> components = new ArrayList<>();
        long end = 0;
        for (Map.Entry<String, FieldType> each : types.entrySet()) {
            long offset = alignUp(end, each.getValue().alignment());
            Component component = new Component(each.getKey(), each.getValue(), offset);
            components.add(component);
            end = component.end();
        }
        return List.copyOf(components);
    }

    long alignment() {
        return components.stream().mapToLong(each -> each.type().alignment()).max().orElse(1);
    }

    /** Bytes, a multiple of the alignment, so that arrays need nothing in between. */
    long size() {
        return alignUp(components.getLast().end(), alignment());
    }

    private static long alignUp(long offset, long alignment) {
        return (offset + alignment - 1) & -alignment;
    }

    /** The bytes that are there for alignment only. */
    long padding() {
        return size() - components.stream().mapToLong(each -> each.type().size()).sum();
    }

    String qualified(String className) {
        return packageName.isEmpty() ? className : packageName + "." + className;
    }

    /** The qualified name of one of the generated classes. */
    String generated(String suffix) {
        return qualified(name + suffix);
    }
}
