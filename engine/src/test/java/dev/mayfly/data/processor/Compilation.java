package dev.mayfly.data.processor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Sources in memory, compiled with the processor and everything that the compiler can complain of.
 *
 * @param folder where classes and generated sources are
 * @param complaints each as {@code File.java:line:column: message}
 */
record Compilation(Path folder, List<String> complaints) {

    /**
     * Compiles.
     *
     * @param folder where to
     * @param sources each a whole file, whose first public type, or first type, is its name
     */
    static Compilation of(Path folder, String... sources) {
        // Nobody takes the annotations that are not for a processor.
        return compile(
                folder,
                "-Xlint:all,-processing,-classfile,-path",
                System.getProperty("java.class.path"),
                new NativeStructProcessor(),
                sources);
    }

    /** Compiles as one who has {@code -Xlint:all}, a processor path, and no JSpecify. */
    static Compilation strict(Path folder, String... sources) {
        String[] classPath =
                System.getProperty("java.class.path").split(java.io.File.pathSeparator);
        String others =
                Arrays.stream(classPath)
                        .filter(each -> !each.contains("jspecify"))
                        .collect(Collectors.joining(java.io.File.pathSeparator));
        return compile(folder, "-Xlint:all,-classfile,-path", others, null, sources);
    }

    private static Compilation compile(
            Path folder,
            String lint,
            String classPath,
            @Nullable Processor processor,
            String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<JavaFileObject> units = new ArrayList<>();
            for (String each : sources) {
                units.add(new Source(each));
            }
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-s",
                                    folder.toString(),
                                    "-classpath",
                                    folder + java.io.File.pathSeparator + classPath,
                                    "-proc:full",
                                    lint,
                                    "-Xdoclint:all/protected"),
                            null,
                            units);
            if (processor != null) {
                task.setProcessors(List.of(processor));
            }
            task.call();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Compilation(
                folder, diagnostics.getDiagnostics().stream().map(Compilation::text).toList());
    }

    private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
        JavaFileObject source = diagnostic.getSource();
        return "%s:%d:%d: %s"
                .formatted(
                        source == null ? "?" : Path.of(source.getName()).getFileName(),
                        diagnostic.getLineNumber(),
                        diagnostic.getColumnNumber(),
                        diagnostic.getMessage(Locale.ROOT));
    }

    /** A class of the outcome. */
    Class<?> load(String name) {
        try {
            URLClassLoader loader =
                    new URLClassLoader(
                            new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
            return loader.loadClass(name);
        } catch (MalformedURLException | ClassNotFoundException problem) {
            throw new AssertionError(problem);
        }
    }

    /** A generated source. */
    String generated(String path) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String code) {
            super(URI.create("memory:///" + nameOf(code) + ".java"), Kind.SOURCE);
            this.code = code;
        }

        private static String nameOf(String code) {
            var type =
                    java.util.regex.Pattern.compile(
                                    "(?m)^(?:public )?(?:final )?(?:abstract"
                                            + " )?(?:record|class|enum|@?interface) (\\w+)")
                            .matcher(code);
            return type.find() ? type.group(1) : "Unnamed";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
