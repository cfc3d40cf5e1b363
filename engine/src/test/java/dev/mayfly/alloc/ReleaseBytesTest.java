package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A release build costs what an engine costs in which nobody ever thought of debugging: its class
 * files are, to the byte, those of sources from which all that was taken out.
 */
class ReleaseBytesTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String FLAG = "if (BuildConfig.DEBUG";
    private static final String BLOCK = FLAG + ") {";
    private static final String CONDITIONAL_BLOCK = FLAG + " && ";
    private static final String ALTERNATIVE = "BuildConfig.DEBUG || ";

    @TempDir Path folder;

    @Test
    void shouldBeThoseOfSourcesThatKnowNoDebugBuild() throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<Path> stripped = new ArrayList<>();
        for (Path file : debugging()) {
            Path to = sources.resolve(SOURCES.relativize(file));
            Files.createDirectories(to.getParent());
            String text = withoutDebugging(Files.readString(file));
            assertFalse(text.contains(FLAG), file::toString);
            stripped.add(Files.writeString(to, text));
        }
        assertTrue(stripped.size() > 20, stripped::toString);
        compile(stripped, classes);
        Map<String, byte[]> made = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                made.put(classes.relativize(each).toString(), Files.readAllBytes(each));
            }
        }
        assertTrue(made.size() >= stripped.size(), made::toString);
        for (Map.Entry<String, byte[]> each : made.entrySet()) {
            assertArrayEquals(
                    canonical(each.getValue()),
                    canonical(shipped(each.getKey())),
                    () -> each.getKey() + " has something of the debug build in it");
        }
    }

    /** Sources that do something in debug builds only. */
    private static List<Path> debugging() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                if (text.contains(BLOCK) || text.contains(CONDITIONAL_BLOCK)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static String withoutDebugging(String source) {
        StringBuilder text = new StringBuilder(source.replace(ALTERNATIVE, ""));
        for (int at = text.indexOf(FLAG); at >= 0; at = text.indexOf(FLAG, at)) {
            int end = endOfBlock(text, text.indexOf("{", at));
            text.delete(at, end);
        }
        return text.toString();
    }

    /** Behind the brace that closes the one at an index. */
    private static int endOfBlock(CharSequence text, int opening) {
        int depth = 0;
        for (int i = opening; ; i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
    }

    private static void compile(List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-g", "-nowarn", "-proc:none", "-d", classes.toString());
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertTrue(compiled, said::toString);
        }
    }

    private static byte[] shipped(String file) throws IOException {
        try (InputStream bytes =
                Allocator.class.getClassLoader().getResourceAsStream(file.replace('\\', '/'))) {
            return bytes.readAllBytes();
        }
    }

    /** Without the numbers of lines, and with the constants in the order in which they are used. */
    private static byte[] canonical(byte[] bytes) {
        ClassFile files =
                ClassFile.of(
                        ClassFile.DebugElementsOption.DROP_DEBUG,
                        ClassFile.LineNumbersOption.DROP_LINE_NUMBERS,
                        ClassFile.ConstantPoolSharingOption.NEW_POOL);
        ClassModel model = files.parse(bytes);
        return files.transformClass(model, ClassTransform.ACCEPT_ALL);
    }
}
