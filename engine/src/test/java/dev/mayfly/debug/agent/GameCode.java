package dev.mayfly.debug.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A game of one source file, compiled in memory. */
final class GameCode {

    private final String source;
    private final Map<String, byte[]> classes = new TreeMap<>();

    /**
     * Compiles.
     *
     * @param source of the file {@code Game.java}, in no package
     * @param options of the compiler
     */
    GameCode(String source, String... options) {
        this.source = source;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> all = new ArrayList<>(List.of("-proc:none", "-nowarn"));
        all.addAll(List.of(options));
        if (!all.contains("-g:none")) {
            all.add("-g");
        }
        StringBuilder complaints = new StringBuilder();
        try (JavaFileManager standard = compiler.getStandardFileManager(null, null, null)) {
            Map<String, ByteArrayOutputStream> written = new HashMap<>();
            JavaFileManager files = new InMemory(standard, written);
            boolean compiled =
                    compiler.getTask(
                                    null,
                                    files,
                                    complaint -> complaints.append(complaint).append('\n'),
                                    all,
                                    null,
                                    List.of(new Source(source)))
                            .call();
            if (!compiled) {
                throw new AssertionError(complaints);
            }
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The line that ends with a comment. */
    int line(String comment) {
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("// " + comment)) {
                return i + 1;
            }
        }
        throw new AssertionError("no line ends with // " + comment);
    }

    /** Its class files by name. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /** Puts numbers around its calls. */
    GameCode rewrite(SiteNumber number) {
        Rewriter rewriter = new Rewriter(new Callees(Callees.LIBRARIES), number);
        return change(
                bytes -> {
                    Rewriter.Result result = rewriter.rewrite(bytes);
                    return result == null ? bytes : result.bytes();
                });
    }

    /** Changes its class files. */
    GameCode change(UnaryOperator<byte[]> how) {
        classes.replaceAll((_, bytes) -> how.apply(bytes));
        return this;
    }

    /** Writes its class files. */
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    /** The class {@code Game}, loaded and verified. */
    Class<?> load() throws ClassNotFoundException {
        ClassLoader loader =
                new ClassLoader(GameCode.class.getClassLoader()) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        byte[] bytes = classes.get(name);
                        if (bytes == null) {
                            throw new ClassNotFoundException(name);
                        }
                        return defineClass(name, bytes, 0, bytes.length);
                    }
                };
        return Class.forName("Game", true, loader);
    }

    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {

        private final Map<String, ByteArrayOutputStream> written;

        InMemory(JavaFileManager below, Map<String, ByteArrayOutputStream> written) {
            super(below);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                }
            };
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("memory:///Game.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
