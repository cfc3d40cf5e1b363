import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java source of the project, or says which are not formatted.
 *
 * <p>google-java-format parses with the compiler of the JDK it runs on, so it must run on the
 * toolchain's JDK and not inside Maven, which may be on an older one. Run by the root pom: {@code
 * mvn verify} checks, {@code mvn -Pformat} formats.
 */
final class Format {

    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    private Format() {}

    public static void main(String[] args) throws IOException, FormatterException {
        boolean fix = args[0].equals("fix");
        List<Path> wrong = new ArrayList<>();
        for (Path source : sources(Path.of(args[1]))) {
            String text = Files.readString(source);
            String formatted = FORMATTER.formatSourceAndFixImports(text);
            if (!formatted.equals(text)) {
                wrong.add(source);
                if (fix) {
                    Files.writeString(source, formatted);
                }
            }
        }
        wrong.forEach(
                source -> System.out.println((fix ? "formatted " : "not formatted: ") + source));
        if (!fix && !wrong.isEmpty()) {
            System.out.println("Run `mvn -Pformat` and commit what it changes.");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).startsWith("target"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }
}
