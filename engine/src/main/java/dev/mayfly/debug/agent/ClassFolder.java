package dev.mayfly.debug.agent;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rewrites a folder of class files where they are. A second time changes nothing. */
public final class ClassFolder {

    private static final String ENGINE = "dev.mayfly.engine";

    private final Path folder;
    private final Options options;
    private final Rewriter rewriter;
    private final List<String> left = new ArrayList<>();
    private int classes;
    private int calls;

    /**
     * A folder to rewrite.
     *
     * @param folder the root of the packages
     * @param options see {@link Options}
     * @throws IllegalArgumentException if there is an option that nobody knows
     */
    public ClassFolder(Path folder, String options) {
        this.folder = folder;
        this.options = Options.of(options);
        rewriter = new Rewriter(new Callees(this.options.libraries()), SiteNumber.LATER);
    }

    /**
     * Rewrites it.
     *
     * @return what was done, in a line, and a line for every class that was left as it is
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException if the folder is a module that does not require the engine
     */
    public String rewrite() throws IOException {
        checkModule();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!name.endsWith("module-info.class") && options.covers(name)) {
                rewrite(file, name);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append("%d calls in %d classes have numbers now".formatted(calls, classes));
        left.forEach(line -> text.append('\n').append(line));
        return text.toString();
    }

    private void rewrite(Path file, String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Rewriter.Result result;
        try {
            result = rewriter.rewrite(bytes);
        } catch (RuntimeException failure) {
            left.add(name + " is left as it is: " + failure);
            return;
        }
        if (result == null) {
            return;
        }
        if (result.tooLong() > 0) {
            left.add(name + ": methods left as they are, too long: " + result.tooLong());
        }
        if (result.calls() > 0) {
            Files.write(file, result.bytes());
            classes++;
            calls += result.calls();
        }
    }

    /** Code that calls the engine must be able to read it. */
    private void checkModule() throws IOException {
        Path descriptor = folder.resolve("module-info.class");
        if (!Files.exists(descriptor)) {
            return;
        }
        boolean requires =
                ClassFile.of()
                        .parse(descriptor)
                        .findAttribute(Attributes.module())
                        .map(
                                module ->
                                        module.requires().stream()
                                                .anyMatch(
                                                        each ->
                                                                each.requires()
                                                                        .name()
                                                                        .equalsString(ENGINE)))
                        .orElse(false);
        if (!requires) {
            throw new IllegalArgumentException(
                    "%s is a module that does not require %s: add that to its module-info.java, or use the agent"
                            .formatted(folder, ENGINE));
        }
    }
}
