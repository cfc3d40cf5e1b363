package dev.mayfly.context.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Sources in memory, compiled with the plug-in as a user would switch it on.
 *
 * @param errors each as {@code line: message}
 * @param others whatever else the compiler says
 * @param classes the names of the class files that it wrote
 */
record Checked(List<String> errors, List<String> others, List<String> classes) {

    private static final String PLUGIN = "-Xplugin:MayflyContext";

    static Checked compile(Path folder, String... sources) {
        return compile(folder, List.of(PLUGIN), sources);
    }

    /** Names further types that are contextless. */
    static Checked compileNaming(Path folder, String types, String... sources) {
        return compile(folder, List.of(PLUGIN + " " + types), sources);
    }

    static Checked compile(Path folder, List<String> more, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<Source> units = Stream.of(sources).map(Source::new).toList();
            compiler.getTask(null, files, diagnostics, options(folder, more), null, units).call();
            try (Stream<Path> written = Files.list(folder)) {
                return new Checked(
                        said(diagnostics, true),
                        said(diagnostics, false),
                        written.map(file -> file.getFileName().toString())
                                .filter(name -> name.endsWith(".class"))
                                .sorted()
                                .toList());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> options(Path folder, List<String> more) {
        List<String> options = new ArrayList<>(more);
        options.addAll(
                List.of(
                        "-d",
                        folder.toString(),
                        "-classpath",
                        folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                        "--processor-path",
                        engine().toString(),
                        "-Xlint:all,-processing,-classfile,-path,-serial"));
        return options;
    }

    private static Path engine() {
        try {
            return Path.of(
                    MayflyContext.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> said(
            DiagnosticCollector<JavaFileObject> diagnostics, boolean errors) {
        return diagnostics.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR == errors)
                .map(each -> each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class Source extends SimpleJavaFileObject {

        private static final Pattern TYPE =
                Pattern.compile("(?:class|interface|enum|record) (\\w+)");

        private final String code;

        Source(String code) {
            super(URI.create("memory:///" + nameOf(code) + ".java"), Kind.SOURCE);
            this.code = code;
        }

        private static String nameOf(String code) {
            Matcher type = TYPE.matcher(code);
            return type.find() ? type.group(1) : "Unnamed";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
