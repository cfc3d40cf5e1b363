package dev.mayfly.debug.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What comes out is still what the JVM's verifier accepts, whatever comes in. */
class RewriterProperties {

    /** Takes every call, so that numbers come to stand everywhere. */
    private static final Callees EVERY =
            new Callees(List.of()) {
                @Override
                boolean mayAllocate(
                        String owner, String method, String descriptor, boolean isStatic) {
                    return true;
                }
            };

    @Test
    void shouldMakeVerifiableClassesOfTheEnginesTests() throws Exception {
        Path tests =
                Path.of(
                        RewriterProperties.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        check(tests, 300);
    }

    @Test
    void shouldMakeVerifiableClassesOfTheJdksCollections() throws IOException {
        check(
                FileSystems.getFileSystem(URI.create("jrt:/"))
                        .getPath("/modules/java.base/java/util"),
                900);
    }

    private static void check(Path folder, int atLeast) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        ClassFile verifier = ClassFile.of();
        List<String> wrong = new ArrayList<>();
        int rewritten = 0;
        for (SiteNumber number : List.of(SiteNumber.NOW, SiteNumber.LATER)) {
            Rewriter rewriter = new Rewriter(EVERY, number);
            for (Path file : files) {
                byte[] before = Files.readAllBytes(file);
                Rewriter.Result result = rewriter.rewrite(before);
                if (result == null || result.calls() == 0) {
                    continue;
                }
                rewritten++;
                var errors = verifier.verify(result.bytes());
                if (!errors.isEmpty() && verifier.verify(before).isEmpty()) {
                    wrong.add(file + ": " + errors.getFirst());
                }
            }
        }
        assertEquals(List.of(), wrong);
        int count = rewritten;
        assertTrue(count >= atLeast, () -> "only " + count + " classes");
    }
}
