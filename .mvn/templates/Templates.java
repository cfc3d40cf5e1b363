import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the Java sources that differ only in a primitive type, one for each type, from one
 * template.
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

    /** What is made from what, where %s stands for the name of a type. */
    private static final List<Use> USES =
            List.of(
                    new Use("Array", "%sArray", "byte", "int", "long", "float", "double"),
                    new Use("Sort", "%sSort", "byte", "int", "long"),
                    new Use("FloatingSort", "%sSort", "float", "double"));

    private static final String FOLDER = "dev/mayfly/data/";

    private record Use(String template, String source, Set<String> types) {

        Use(String template, String source, String... types) {
            this(FOLDER + template + ".java.ftl", FOLDER + source + ".java", Set.of(types));
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

    /**
     * Writes them all.
     *
     * @param args the folder of the templates, and the folder for the sources
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
            for (Map<String, Object> type : TYPES) {
                if (use.types.contains(type.get("type"))) {
                    StringWriter source = new StringWriter();
                    templates.getTemplate(use.template).process(type, source);
                    Path file = target.resolve(use.source.formatted(type.get("Name")));
                    write(file, source.toString());
                    written.add(file);
                }
            }
        }
        deleteOthers(target, written);
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
