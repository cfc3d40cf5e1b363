package dev.mayfly.data.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Two hundred random structs lie in memory as a C compiler and java.lang.foreign lay them out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayoutTest {

    private static final int STRUCTS = 200;
    private static final Map<String, String> SCALARS =
            new TreeMap<>(
                    Map.of(
                            "byte", "int8_t",
                            "short", "int16_t",
                            "int", "int32_t",
                            "long", "int64_t",
                            "float", "float",
                            "double", "double",
                            "boolean", "bool",
                            "char", "char16_t"));

    /** How many numbers, and what they are in C. */
    private static final Map<String, String> JOML =
            new TreeMap<>(
                    Map.of(
                            "Vector2f", "float %s[2]",
                            "Vector3f", "float %s[3]",
                            "Vector3dc", "double %s[3]",
                            "Vector4i", "int32_t %s[4]",
                            "Vector2L", "int64_t %s[2]",
                            "Quaternionf", "float %s[4]",
                            "Matrix3f", "float %s[9]",
                            "Matrix4x3d", "double %s[12]",
                            "Matrix4fc", "float %s[16]"));

    private record Declared(String name, List<String> java, List<String> c) {
        int components() {
            return java.size();
        }
    }

    private final List<Declared> structs = randomStructs();

    private Path folder;
    private Compilation compilation;

    private static List<Declared> randomStructs() {
        Random random = new Random(20261121);
        List<Declared> structs = new ArrayList<>();
        for (int i = 0; i < STRUCTS; i++) {
            List<String> java = new ArrayList<>();
            List<String> c = new ArrayList<>();
            int components = 1 + random.nextInt(8);
            for (int k = 0; k < components; k++) {
                int length = random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 0;
                String name = "c" + k;
                String inC = length == 0 ? name : name + "[" + length + "]";
                String prefix = length == 0 ? "" : "@Length(" + length + ") ";
                String brackets = length == 0 ? "" : "[]";
                int kind = random.nextInt(10);
                if (kind < 2 && i > 0) {
                    int inner = random.nextInt(i);
                    java.add(prefix + "S" + inner + brackets + " " + name);
                    c.add("struct S" + inner + " " + inC);
                } else {
                    Map<String, String> types = kind < 4 ? JOML : SCALARS;
                    String type = List.copyOf(types.keySet()).get(random.nextInt(types.size()));
                    java.add(prefix + type + brackets + " " + name);
                    String declared = types.get(type);
                    c.add(declared.contains("%s") ? declared.formatted(inC) : declared + " " + inC);
                }
            }
            structs.add(new Declared("S" + i, java, c));
        }
        return structs;
    }

    @BeforeAll
    void compile(@TempDir Path folder) {
        this.folder = folder;
        String[] sources = structs.stream().map(LayoutTest::source).toArray(String[]::new);
        compilation = Compilation.of(folder, sources);
    }

    private static String source(Declared struct) {
        StringBuilder doc = new StringBuilder("/**\n * Random.\n *\n");
        for (int k = 0; k < struct.components(); k++) {
            doc.append(" * @param c").append(k).append(" random\n");
        }
        return """
        package demo;
        import dev.mayfly.data.*;
        import org.joml.*;
        %s */
        @NativeStruct
        public record %s(%s) {}
        """
                .formatted(doc, struct.name, String.join(", ", struct.java));
    }

    @Test
    void shouldCompileWithoutAnyWarning() {
        assertEquals(List.of(), compilation.complaints());
    }

    @Test
    void shouldAgreeWithJavaLangForeign() throws ReflectiveOperationException {
        for (Declared each : structs) {
            StructLayout layout = (StructLayout) constant(each, "LAYOUT");
            assertEquals(layout.byteSize(), constant(each, "SIZE"), each::toString);
            assertEquals(layout.byteAlignment(), constant(each, "ALIGNMENT"), each::toString);
            for (int k = 0; k < each.components(); k++) {
                MemoryLayout.PathElement component = PathElement.groupElement("c" + k);
                assertEquals(
                        layout.byteOffset(component),
                        constant(each, "OFFSET_C" + k),
                        each::toString);
            }
        }
    }

    @Test
    void shouldAgreeWithTheCCompiler() throws Exception {
        Optional<Path> compiler = compiler();
        assumeTrue(compiler.isPresent(), "no gcc, cc or clang on the PATH");
        List<String> expected = new ArrayList<>();
        for (Declared each : structs) {
            expected.add(
                    each.name + " " + constant(each, "SIZE") + " " + constant(each, "ALIGNMENT"));
            for (int k = 0; k < each.components(); k++) {
                expected.add(each.name + ".c" + k + " " + constant(each, "OFFSET_C" + k));
            }
        }
        assertEquals(expected, run(compiler.orElseThrow(), program()));
    }

    private String program() {
        StringBuilder program =
                new StringBuilder(
                        """
                        #include <stdalign.h>
                        #include <stdbool.h>
                        #include <stddef.h>
                        #include <stdint.h>
                        #include <stdio.h>
                        #include <uchar.h>
                        """);
        for (Declared each : structs) {
            program.append("struct ").append(each.name).append(" {\n");
            each.c.forEach(line -> program.append("    ").append(line).append(";\n"));
            program.append("};\n");
        }
        program.append("int main(void) {\n");
        for (Declared each : structs) {
            program.append(
                    "printf(\"%1$s %%zu %%zu\\n\", sizeof(struct %1$s), alignof(struct %1$s));\n"
                            .formatted(each.name));
            for (int k = 0; k < each.components(); k++) {
                program.append(
                        "printf(\"%1$s.c%2$d %%zu\\n\", offsetof(struct %1$s, c%2$d));\n"
                                .formatted(each.name, k));
            }
        }
        return program.append("return 0;\n}\n").toString();
    }

    private static Optional<Path> compiler() {
        for (String name : List.of("gcc", "cc", "clang")) {
            for (String place :
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
                Path candidate = Path.of(place, name);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private List<String> run(Path compiler, String program) throws Exception {
        Path source = Files.writeString(folder.resolve("layouts.c"), program);
        Path binary = folder.resolve("layouts");
        output(compiler.toString(), "-o", binary.toString(), source.toString());
        return output(binary.toString());
    }

    private static List<String> output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), text);
        return text.lines().toList();
    }

    private Object constant(Declared struct, String name) throws ReflectiveOperationException {
        return compilation.load("demo." + struct.name + "Layout").getField(name).get(null);
    }

    @Test
    void shouldShowThePaddingInTheJavadoc(@TempDir Path other) {
        Compilation padded =
                Compilation.of(
                        other,
                        """
                        package demo;
                        import dev.mayfly.data.*;
                        /**
                         * Padded.
                         *
                         * @param tag a
                         * @param value b
                         * @param path c
                         */
                        @NativeStruct
                        public record Padded(byte tag, double value, @Length(3) short[] path) {}
                        """);
        assertEquals(List.of(), padded.complaints());
        String source = padded.generated("demo/PaddedLayout.java");
        for (String row :
                List.of(
                        "<caption>Padded, 9 bytes of padding</caption>",
                        "<tr><td>0</td><td>1</td><td>{@code int8_t tag}</td></tr>",
                        "<tr><td>1</td><td>7</td><td><i>padding</i></td></tr>",
                        "<tr><td>8</td><td>8</td><td>{@code double value}</td></tr>",
                        "<tr><td>16</td><td>6</td><td>{@code int16_t path[3]}</td></tr>",
                        "<tr><td>22</td><td>2</td><td><i>padding</i></td></tr>")) {
            assertTrue(source.contains(row), row);
        }
    }

    @Test
    void shouldKnowAStructFromItsClassFileAlone(@TempDir Path other) throws Exception {
        String inner =
                """
                package demo;
                import dev.mayfly.data.*;
                /**
                 * Inner.
                 *
                 * @param tag a
                 * @param path b
                 */
                @NativeStruct
                public record Inner(byte tag, @Length(5) short[] path) {}
                """;
        String outer =
                """
                package demo;
                import dev.mayfly.data.*;
                /**
                 * Outer.
                 *
                 * @param tag a
                 * @param inner b
                 * @param last c
                 */
                @NativeStruct
                public record Outer(byte tag, Inner inner, int last) {}
                """;
        assertEquals(List.of(), Compilation.of(other, inner).complaints());
        Compilation second = Compilation.of(other, outer);
        assertEquals(List.of(), second.complaints());
        Class<?> layout = second.load("demo.OuterLayout");
        assertEquals(2L, layout.getField("OFFSET_INNER").get(null));
        assertEquals(16L, layout.getField("OFFSET_LAST").get(null));
    }
}
