package dev.mayfly.data.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * The names a generated class uses: imports what it can, and writes out what would be ambiguous.
 */
final class Names {

    private final String packageName;
    private final Map<String, String> bySimpleName = new HashMap<>();

    /** A class's own names come first, so that nothing imported takes theirs. */
    Names(Struct struct) {
        this.packageName = struct.packageName();
        for (String suffix : NativeStructProcessor.SUFFIXES) {
            use(struct.generated(suffix));
        }
        use(struct);
    }

    /** The name of a record, which may be a member of another class. */
    String use(Struct struct) {
        String qualified = struct.qualified(struct.record());
        int dot = struct.record().indexOf('.');
        if (dot < 0) {
            return use(qualified);
        }
        String outer = struct.record().substring(0, dot);
        return use(struct.qualified(outer)) + struct.record().substring(dot);
    }

    /** The name of a top-level class. */
    String use(String qualified) {
        String simple = qualified.substring(qualified.lastIndexOf('.') + 1);
        String taken = bySimpleName.putIfAbsent(simple, qualified);
        return taken == null || taken.equals(qualified) ? simple : qualified;
    }

    /** What has to be imported, in order. */
    TreeSet<String> imports() {
        TreeSet<String> imports = new TreeSet<>();
        for (String qualified : bySimpleName.values()) {
            int dot = qualified.lastIndexOf('.');
            String owner = dot < 0 ? "" : qualified.substring(0, dot);
            if (!owner.equals(packageName) && !owner.equals("java.lang")) {
                imports.add(qualified);
            }
        }
        return imports;
    }
}
