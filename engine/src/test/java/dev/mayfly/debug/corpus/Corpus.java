package dev.mayfly.debug.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The programs, as their sources name them. */
public final class Corpus {

    private static final String PACKAGE = Corpus.class.getPackageName();
    private static final Path SOURCES =
            Path.of("src", "test", "java").resolve(PACKAGE.replace('.', '/'));
    private static final String MARK = "// bug";

    private Corpus() {}

    public static List<Class<? extends Program>> bugs() {
        return programs("bugs");
    }

    public static List<Class<? extends Program>> clean() {
        return programs("clean");
    }

    private static List<Class<? extends Program>> programs(String folder) {
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .sorted()
                    .<Class<? extends Program>>map(
                            file -> type(PACKAGE + "." + folder + "." + stem(file)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String stem(String file) {
        return file.substring(0, file.length() - ".java".length());
    }

    private static Class<? extends Program> type(String name) {
        try {
            return Class.forName(name).asSubclass(Program.class);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public static Program program(Class<? extends Program> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The line that a program's mistake is on, which ends with {@code // bug}. */
    public static int bugLine(Class<?> type) {
        try {
            List<String> lines = Files.readAllLines(source(type));
            int[] marked =
                    IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).endsWith(MARK))
                            .toArray();
            if (marked.length != 1) {
                throw new IllegalStateException(
                        "%s has %d lines with %s".formatted(type, marked.length, MARK));
            }
            return marked[0] + 1;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path source(Class<?> type) {
        String folder = type.getPackageName().substring(PACKAGE.length() + 1);
        return SOURCES.resolve(folder).resolve(type.getSimpleName() + ".java");
    }

    /** Whether a frame of a stack is the marked line. */
    public static boolean isBugLine(Class<?> type, StackTraceElement frame) {
        return (type.getSimpleName() + ".java").equals(frame.getFileName())
                && frame.getLineNumber() == bugLine(type);
    }
}
