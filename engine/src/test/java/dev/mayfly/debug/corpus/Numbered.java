package dev.mayfly.debug.corpus;

import dev.mayfly.debug.agent.ClassFolder;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs as the build step leaves them: every call that allocates or frees tells its line.
 * They are copies; what they share with the tests, {@link Program} and {@link Lab}, is not.
 */
final class Numbered implements AutoCloseable {

    private static final String PACKAGE = Corpus.class.getPackageName().replace('.', '/');

    private final URLClassLoader loader;

    /** What the build step said. */
    private final String said;

    /**
     * Copies the programs and gives their calls numbers.
     *
     * @param folder an empty one
     */
    Numbered(Path folder) throws IOException, URISyntaxException {
        for (String programs : List.of("bugs", "clean")) {
            copy(programs, folder.resolve(PACKAGE).resolve(programs));
        }
        said = new ClassFolder(folder, "").rewrite();
        loader = new ProgramsFirst(folder.toUri().toURL());
    }

    private static void copy(String programs, Path to) throws IOException, URISyntaxException {
        URI from = Corpus.class.getResource(programs).toURI();
        Files.createDirectories(to);
        try (Stream<Path> classes = Files.list(Path.of(from))) {
            for (Path each : classes.toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
    }

    String said() {
        return said;
    }

    /** The copy of a program. */
    Class<? extends Program> of(Class<? extends Program> program) throws ClassNotFoundException {
        return loader.loadClass(program.getName()).asSubclass(Program.class);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Has classes of its own, and asks its parent for others only. */
    private static final class ProgramsFirst extends URLClassLoader {

        ProgramsFirst(URL folder) {
            super(new URL[] {folder}, Corpus.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return findResource(name.replace('.', '/') + ".class") != null
                        ? findClass(name)
                        : super.loadClass(name, resolve);
            }
        }
    }
}
