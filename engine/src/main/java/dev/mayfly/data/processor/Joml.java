package dev.mayfly.data.processor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JOML value: its numbers in the order in which its own {@code set} takes them. For a matrix that
 * is column by column, as graphics cards want it.
 *
 * @param name without package, such as {@code Vector3f}
 * @param scalar what its numbers are
 * @param numbers the methods that read them
 */
record Joml(String name, Scalar scalar, List<String> numbers) implements FieldType {

    private static final String PACKAGE = "org.joml.";
    private static final Map<String, Joml> ALL = all();

    private static Map<String, Joml> all() {
        Map<String, Joml> all = new HashMap<>();
        Map<String, Scalar> vectors =
                Map.of("f", Scalar.FLOAT, "d", Scalar.DOUBLE, "i", Scalar.INT, "L", Scalar.LONG);
        vectors.forEach(
                (suffix, scalar) -> {
                    add(all, "Vector2" + suffix, scalar, List.of("x", "y"));
                    add(all, "Vector3" + suffix, scalar, List.of("x", "y", "z"));
                    add(all, "Vector4" + suffix, scalar, List.of("x", "y", "z", "w"));
                });
        Map.of("f", Scalar.FLOAT, "d", Scalar.DOUBLE)
                .forEach(
                        (suffix, scalar) -> {
                            add(all, "Quaternion" + suffix, scalar, List.of("x", "y", "z", "w"));
                            add(all, "Matrix2" + suffix, scalar, matrix(2, 2));
                            add(all, "Matrix3" + suffix, scalar, matrix(3, 3));
                            add(all, "Matrix4" + suffix, scalar, matrix(4, 4));
                            add(all, "Matrix3x2" + suffix, scalar, matrix(3, 2));
                            add(all, "Matrix4x3" + suffix, scalar, matrix(4, 3));
                        });
        return all;
    }

    private static void add(
            Map<String, Joml> all, String name, Scalar scalar, List<String> numbers) {
        Joml joml = new Joml(name, scalar, numbers);
        all.put(PACKAGE + name, joml);
        all.put(PACKAGE + name + "c", joml);
    }

    private static List<String> matrix(int columns, int rows) {
        List<String> numbers = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                numbers.add("m" + column + row);
            }
        }
        return List.copyOf(numbers);
    }

    /** The value type of that name, or its read-only interface's, if there is one. */
    static @Nullable Joml find(String qualifiedName) {
        return ALL.get(qualifiedName);
    }

    @Override
    public long size() {
        return numbers.size() * scalar.size();
    }

    @Override
    public long alignment() {
        return scalar.alignment();
    }

    @Override
    public String type(Names names) {
        return names.use(PACKAGE + name);
    }

    @Override
    public String parameter(Names names) {
        return names.use(PACKAGE + name + "c");
    }

    @Override
    public String inC(String field) {
        return scalar.inC(field) + "[" + numbers.size() + "]";
    }

    @Override
    public String layout(Names names) {
        return FixedArray.sequence(numbers.size(), scalar, names);
    }

    @Override
    public String read(String address, Helpers helpers) {
        return readInto(address, "new " + type(helpers.names()) + "()", helpers);
    }

    /** An expression that fills an object of the caller's. */
    String readInto(String address, String dest, Helpers helpers) {
        return helpers.reader(this) + "(" + address + ", " + dest + ")";
    }

    @Override
    public String write(String address, String value, Helpers helpers) {
        return helpers.writer(this) + "(" + address + ", " + value + ")";
    }

    @Override
    public String noun(Names names) {
        return name;
    }
}
