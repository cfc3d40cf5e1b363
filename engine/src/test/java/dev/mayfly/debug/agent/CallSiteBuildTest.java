package dev.mayfly.debug.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.debug.CallSiteBuild;
import dev.mayfly.debug.Tracing;
import dev.mayfly.debug.TrackingAllocator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.constant.ModuleDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class CallSiteBuildTest {

    private static final String GAME =
            """
            import dev.mayfly.alloc.Allocator;
            public class Game {
                public static long run(Allocator a) {
                    return a.alloc(8); // here
                }
            }
            """;

    @TempDir Path folder;

    private final GameCode game = new GameCode(GAME);

    @Test
    void shouldRewriteAFolderWhereItIsAndOnlyOnce() throws Exception {
        game.writeTo(folder);
        assertEquals("mayfly call sites: 1 calls in 1 classes have numbers now", saidByMain());
        byte[] once = Files.readAllBytes(folder.resolve("Game.class"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
                TrackingAllocator tracker =
                        TrackingAllocator.builder(GeneralAllocator.shared())
                                .tracing(Tracing.CALL_SITE)
                                .build()) {
            long block =
                    (long)
                            loader.loadClass("Game")
                                    .getMethod("run", Allocator.class)
                                    .invoke(null, tracker);
            assertEquals(
                    "Game.run(Game.java:" + game.line("here") + ")",
                    tracker.block(block).born().place().line());
            tracker.free(block, 8);
        }
        assertEquals(
                "0 calls in 0 classes have numbers now", new ClassFolder(folder, "").rewrite());
        assertArrayEquals(once, Files.readAllBytes(folder.resolve("Game.class")));
    }

    private String saidByMain() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            CallSiteBuild.main(folder.toString());
        } finally {
            System.setOut(before);
        }
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void shouldSayWhatItDidAndWhatItLeft() throws IOException {
        game.writeTo(folder);
        Files.write(folder.resolve("Broken.class"), new byte[] {1, 2, 3});
        String said = new ClassFolder(folder, "").rewrite();
        assertTrue(said.startsWith("1 calls in 1 classes have numbers now\n"), said);
        assertTrue(said.contains("Broken.class is left as it is: "), said);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(folder.resolve("Broken.class")));
    }

    @Test
    void shouldLeaveWhatItIsToldToLeave() throws IOException {
        game.writeTo(folder);
        assertEquals(
                "0 calls in 0 classes have numbers now",
                new ClassFolder(folder, "exclude=Game").rewrite());
    }

    @Test
    void shouldRefuseOptionsThatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> new ClassFolder(folder, "verbose"));
        assertThrows(IllegalArgumentException.class, () -> new ClassFolder(folder, "only=Game"));
    }

    @Test
    void shouldRefuseAModuleThatCannotReadTheEngine() throws IOException {
        game.writeTo(folder);
        Files.write(folder.resolve("module-info.class"), descriptor("java.base"));
        byte[] before = Files.readAllBytes(folder.resolve("Game.class"));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ClassFolder(folder, "").rewrite());
        assertTrue(
                refused.getMessage().contains("does not require dev.mayfly.engine"),
                refused.getMessage());
        assertArrayEquals(before, Files.readAllBytes(folder.resolve("Game.class")));
    }

    @Test
    void shouldRewriteAModuleThatReadsTheEngine() throws IOException {
        game.writeTo(folder);
        Files.write(folder.resolve("module-info.class"), descriptor("dev.mayfly.engine"));
        assertEquals(
                "1 calls in 1 classes have numbers now", new ClassFolder(folder, "").rewrite());
    }

    private static byte[] descriptor(String required) {
        return ClassFile.of()
                .buildModule(
                        ModuleAttribute.of(
                                ModuleDesc.of("game"),
                                module -> module.requires(ModuleDesc.of(required), 0, null)));
    }
}
