package dev.mayfly.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.CCompiler;
import dev.mayfly.memory.NativeLayout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The layout that C and Java have in common: neither side can change it alone. */
class HeaderTest {

    private static final Pattern FIELD =
            Pattern.compile("(?m)^MAYFLY_FIELD\\((\\w+), (\\w+), (\\d+)\\);");
    private static final Pattern SIZE = Pattern.compile("(?m)^MAYFLY_SIZE\\((\\w+), (\\d+)\\);");

    @TempDir Path folder;

    /** What a header says of the layout. */
    private static Set<String> said(String header) {
        Set<String> said = new TreeSet<>();
        FIELD.matcher(header)
                .results()
                .map(it -> it.group(1) + "." + it.group(2) + " at " + it.group(3))
                .forEach(said::add);
        SIZE.matcher(header)
                .results()
                .map(it -> it.group(1) + " has " + it.group(2))
                .forEach(said::add);
        return said;
    }

    /** What Java says of it. */
    private static Set<String> said(List<StructLayout> layouts) {
        Set<String> said = new TreeSet<>();
        for (StructLayout struct : layouts) {
            String name = struct.name().orElseThrow();
            said.add(name + " has " + struct.byteSize());
            for (MemoryLayout field : struct.memberLayouts()) {
                String fieldName = field.name().orElseThrow();
                long offset = NativeLayout.offset(struct, fieldName);
                said.add(name + "." + fieldName + " at " + offset);
            }
        }
        return said;
    }

    /** What one of the two says and the other does not. */
    private static Set<String> differences(String header, List<StructLayout> layouts) {
        Set<String> all = said(header);
        Set<String> java = said(layouts);
        Set<String> both = all.stream().filter(java::contains).collect(Collectors.toSet());
        all.addAll(java);
        all.removeAll(both);
        return all;
    }

    private void write(String header) throws IOException {
        Files.writeString(folder.resolve("mayfly.h"), header);
        Files.writeString(folder.resolve("only.c"), "#include \"mayfly.h\"\n");
        Files.writeString(folder.resolve("only.cpp"), "#include \"mayfly.h\"\n");
        Files.writeString(
                folder.resolve("sample.c"), CCompiler.resource("/dev/mayfly/context/sample.c"));
        Files.writeString(
                folder.resolve("sample.cpp"), Files.readString(folder.resolve("sample.c")));
    }

    private List<String> refusalsOf(String header) throws IOException {
        write(header);
        List<String> refusals = new ArrayList<>();
        for (CCompiler each : CCompiler.forCOrSkip()) {
            refusals.add(each.compile(folder, "-std=c11", "-c", "only.c"));
        }
        return refusals;
    }

    @Test
    void shouldCompileAsC11WithoutAWarning() throws IOException {
        write(CCompiler.header());
        for (CCompiler each : CCompiler.forCOrSkip()) {
            for (String standard : List.of("-std=c11", "-std=c17", "-std=gnu11")) {
                for (String optimised : List.of("-O0", "-O2")) {
                    assertEquals("", each.compile(folder, standard, optimised, "-c", "only.c"));
                    assertEquals("", each.compile(folder, standard, optimised, "-c", "sample.c"));
                }
            }
        }
    }

    @Test
    void shouldCompileAsCpp17WithoutAWarning() throws IOException {
        write(CCompiler.header());
        for (CCompiler each : CCompiler.forCppOrSkip()) {
            for (String standard : List.of("-std=c++17", "-std=c++20")) {
                assertEquals("", each.compile(folder, standard, "-O2", "-c", "only.cpp"));
                assertEquals("", each.compile(folder, standard, "-O2", "-c", "sample.cpp"));
            }
        }
    }

    @Test
    void shouldSayTheSameAsJava() {
        assertEquals(Set.of(), differences(CCompiler.header(), NativeLayout.ALL));
        assertTrue(said(CCompiler.header()).contains("mayfly_context.user_index at 40"));
        assertTrue(said(CCompiler.header()).contains("mayfly_window.id at 40"));
    }

    @Test
    void shouldSayTheOffsetOfEveryField() {
        Pattern struct = Pattern.compile("(?s)typedef struct (mayfly_\\w+) \\{(.*?)\\} \\1;");
        Set<String> missing = new TreeSet<>();
        for (MatchResult each : struct.matcher(CCompiler.header()).results().toList()) {
            if (!each.group(1).equals("mayfly_result")) {
                Pattern.compile("(?m)^    [\\w ]+?[ *]+(\\w+);")
                        .matcher(each.group(2))
                        .results()
                        .map(field -> each.group(1) + "." + field.group(1) + " at ")
                        .filter(
                                field ->
                                        said(CCompiler.header()).stream()
                                                .noneMatch(said -> said.startsWith(field)))
                        .forEach(missing::add);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldNotCompileOnceAFieldMoves() throws IOException {
        String header = CCompiler.header();
        String moved =
                header.replaceFirst(
                        "(?m)^(    void \\*user_pointer;.*\\R)(    int64_t user_index;.*\\R)",
                        "$2$1");
        assertNotEquals(header, moved);
        for (String refusal : refusalsOf(moved)) {
            assertTrue(
                    refusal.contains("user_pointer of mayfly_context is not where Java has it"),
                    refusal);
        }
    }

    @Test
    void shouldNotCompileOnceAFieldIsAdded() throws IOException {
        String header = CCompiler.header();
        String longer =
                header.replaceFirst("(?m)^(    int64_t user_index;.*\\R)", "$1    int32_t more;\n");
        assertNotEquals(header, longer);
        for (String refusal : refusalsOf(longer)) {
            assertTrue(refusal.contains("mayfly_context is not as large as Java has it"), refusal);
        }
    }

    @Test
    void shouldFailOnBothSidesOnceAnOffsetIsChanged() throws IOException {
        String wrong =
                CCompiler.header()
                        .replace(
                                "MAYFLY_FIELD(mayfly_window, limit, 16);",
                                "MAYFLY_FIELD(mayfly_window, limit, 24);");
        assertEquals(
                Set.of("mayfly_window.limit at 16", "mayfly_window.limit at 24"),
                differences(wrong, NativeLayout.ALL));
        for (String refusal : refusalsOf(wrong)) {
            assertTrue(refusal.contains("limit of mayfly_window"), refusal);
        }
    }

    @Test
    void shouldSeeThatJavaChanged() {
        StructLayout swapped =
                MemoryLayout.structLayout(
                                ValueLayout.JAVA_LONG.withName("data"),
                                ValueLayout.JAVA_LONG.withName("procedure"))
                        .withName("mayfly_allocator");
        List<StructLayout> changed = List.of(NativeLayout.WINDOW, swapped, NativeLayout.CONTEXT);
        assertEquals(
                Set.of(
                        "mayfly_allocator.data at 0",
                        "mayfly_allocator.data at 8",
                        "mayfly_allocator.procedure at 0",
                        "mayfly_allocator.procedure at 8"),
                differences(CCompiler.header(), changed));
        assertFalse(
                differences(
                                CCompiler.header(),
                                List.of(NativeLayout.WINDOW, NativeLayout.ALLOCATOR))
                        .isEmpty());
    }
}
