import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the Java sources that say the same for several types: for primitive types a source each
 * from one template, for JOML's types one with the methods of all of them. And the one constant in
 * which a debug build differs from a release build, for each of the two in a folder of its own.
 *
 * <p>A template is FreeMarker's, with square brackets, because Java has its own use for the others.
 * A source that has not changed is not written, so that nothing is compiled without need; one that
 * no template makes any more is deleted. Run by the root pom, in modules that have templates.
 */
final class Templates {

    /** What templates know of a primitive type; the keys are the names they use. */
    private static final List<Map<String, Object>> TYPES =
            List.of(
                    type("byte", "Byte", "Byte", "a byte", 0, "byte"),
                    type("int", "Int", "Integer", "an int", 2, "int"),
                    type("long", "Long", "Long", "a long", 3, "long"),
                    type("float", "Float", "Float", "a float", 2, "int"),
                    type("double", "Double", "Double", "a double", 3, "long"));

    /** What templates know of JOML's types; the last letter of a name is its primitive type. */
    private static final List<Map<String, Object>> KINDS =
            List.of(
                    vector("Vector2f", "x", "y"),
                    vector("Vector2d", "x", "y"),
                    vector("Vector2i", "x", "y"),
                    vector("Vector3f", "x", "y", "z"),
                    vector("Vector3d", "x", "y", "z"),
                    vector("Vector3i", "x", "y", "z"),
                    vector("Vector4f", "x", "y", "z", "w"),
                    vector("Vector4d", "x", "y", "z", "w"),
                    vector("Vector4i", "x", "y", "z", "w"),
                    quaternion("Quaternionf"),
                    quaternion("Quaterniond"),
                    matrix("Matrix3f", 3, 3, 1, 4, 7),
                    matrix("Matrix4x3f", 4, 3, 1, 4, 7, 10),
                    matrix("Matrix4f", 4, 4, 1, 4, 6, 9, 13),
                    matrix("Matrix4d", 4, 4));

    /** What is made from what, where %s stands for the name of a type. */
    private static final List<Use> USES =
            List.of(
                    new Use("Array", "%sArray", types("byte", "int", "long", "float", "double")),
                    new Use("Sort", "%sSort", types("byte", "int", "long")),
                    new Use("FloatingSort", "%sSort", types("float", "double")),
                    new Use("Numbers", "%ss", types("int", "long", "float", "double")),
                    new Use(
                            "kernel/Kernels",
                            "kernel/%sKernels",
                            types("int", "long", "float", "double")),
                    new Use(
                            "kernel/Scalar",
                            "kernel/%sScalar",
                            types("int", "long", "float", "double")),
                    new Use(
                            "kernel/Vectors",
                            "kernel/%sVectors",
                            types("int", "long", "float", "double")),
                    new Use(
                            "kernel/Radix",
                            "kernel/%sRadix",
                            types("int", "long", "float", "double")),
                    new Use("Joml", KINDS),
                    new Use(
                            "JomlArrays",
                            kinds(
                                    "Vector2f",
                                    "Vector2i",
                                    "Vector3f",
                                    "Vector3d",
                                    "Vector3i",
                                    "Vector4f",
                                    "Vector4i",
                                    "Quaternionf",
                                    "Matrix4f")));

    private static final String FOLDER = "dev/mayfly/data/";

    private static final String BUILD_CONFIG = "dev/mayfly/alloc/BuildConfig.java";

    /** A source for each of the models. */
    private record Use(String template, String source, List<Map<String, Object>> models) {

        /** One source, for all the kinds. */
        Use(String template, List<Map<String, Object>> kinds) {
            this(template, template, List.of(Map.of("kinds", kinds)));
        }
    }

    private Templates() {}

    private static Map<String, Object> type(
            String type, String name, String box, String one, int shift, String bits) {
        return Map.of(
                "type",
                type,
                "Name",
                name,
                "Box",
                box,
                "one",
                one,
                "shift",
                Integer.toString(shift),
                "bytes",
                Integer.toString(1 << shift),
                "first",
                Integer.toString(64 >> shift),
                "floating",
                !type.equals(bits),
                "bits",
                bits,
                "Bits",
                Character.toUpperCase(bits.charAt(0)) + bits.substring(1));
    }

    private static Map<String, Object> vector(String name, String... numbers) {
        return kind(name, "vector", "vectors", List.of(numbers), List.of());
    }

    private static Map<String, Object> quaternion(String name) {
        return kind(name, "quaternion", "quaternions", List.of("x", "y", "z", "w"), List.of());
    }

    /** The pairs are the indices where two floats are read at once. */
    private static Map<String, Object> matrix(
            String name, int columns, int rows, Integer... pairs) {
        List<String> numbers = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                numbers.add("m" + column + row);
            }
        }
        return kind(name, "matrix", "matrices", numbers, List.of(pairs));
    }

    /**
     * The numbers are the methods that read them, in the order in which the type's set has them.
     */
    private static Map<String, Object> kind(
            String name, String one, String many, List<String> numbers, List<Integer> pairs) {
        String type =
                switch (name.charAt(name.length() - 1)) {
                    case 'f' -> "float";
                    case 'd' -> "double";
                    case 'i' -> "int";
                    default -> throw new IllegalArgumentException(name);
                };
        return Map.of(
                "Kind",
                name,
                "BYTES",
                name.toUpperCase(Locale.ROOT) + "_BYTES",
                "one",
                one,
                "many",
                many,
                "matrix",
                one.equals("matrix"),
                "numbers",
                numbers,
                "pairs",
                pairs,
                "type",
                types(type).getFirst());
    }

    private static List<Map<String, Object>> types(String... names) {
        return named(TYPES, "type", Set.of(names));
    }

    private static List<Map<String, Object>> kinds(String... names) {
        return named(KINDS, "Kind", Set.of(names));
    }

    private static List<Map<String, Object>> named(
            List<Map<String, Object>> all, String key, Set<String> names) {
        return all.stream().filter(one -> names.contains(one.get(key))).toList();
    }

    /**
     * Writes them all.
     *
     * @param args the folder of the templates, and the folder for the sources; beside it come those
     *     for the constant, with "-release" and "-debug" in their names
     */
    public static void main(String[] args) throws IOException, TemplateException {
        Path target = Path.of(args[1]);
        Configuration templates = new Configuration(Configuration.VERSION_2_3_34);
        templates.setDirectoryForTemplateLoading(Path.of(args[0]).toFile());
        templates.setDefaultEncoding("UTF-8");
        templates.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        templates.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        templates.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        templates.setLogTemplateExceptions(false);

        Set<Path> written = new HashSet<>();
        for (Use use : USES) {
            for (Map<String, Object> model : use.models) {
                StringWriter source = new StringWriter();
                templates.getTemplate(FOLDER + use.template + ".java.ftl").process(model, source);
                String name = use.source.formatted(model.get("Name"));
                Path file = target.resolve(FOLDER + name + ".java");
                write(file, source.toString());
                written.add(file);
            }
        }
        deleteOthers(target, written);
        writeBuildConfig(templates, Path.of(args[1] + "-release"), false);
        writeBuildConfig(templates, Path.of(args[1] + "-debug"), true);
    }

    private static void writeBuildConfig(Configuration templates, Path target, boolean debug)
            throws IOException, TemplateException {
        StringWriter source = new StringWriter();
        templates.getTemplate(BUILD_CONFIG + ".ftl").process(Map.of("debug", debug), source);
        write(target.resolve(BUILD_CONFIG), source.toString());
    }

    private static void write(Path file, String source) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(source)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    private static void deleteOthers(Path target, Set<Path> written) throws IOException {
        try (Stream<Path> files = Files.walk(target)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
