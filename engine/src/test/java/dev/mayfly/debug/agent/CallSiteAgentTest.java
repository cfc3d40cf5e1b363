package dev.mayfly.debug.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.debug.CallSites;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Small games in JVMs of their own, with the engine's jar as an agent. */
class CallSiteAgentTest {

    @TempDir static Path shared;

    @TempDir Path folder;

    private static Path engine;
    private static List<String> libraries;

    /** The engine as it is packaged, and what it needs. */
    @BeforeAll
    static void packEngine() throws IOException, URISyntaxException {
        Path classes = locationOf(CallSites.class);
        Path tests = locationOf(CallSiteAgentTest.class);
        engine = shared.resolve("mayfly-engine.jar");
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "dev.mayfly.debug.CallSiteAgent");
        main.putValue("Agent-Class", "dev.mayfly.debug.CallSiteAgent");
        main.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(engine);
                JarOutputStream jar = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(classes)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(each).toString().replace('\\', '/');
                if (!name.equals("META-INF/MANIFEST.MF")) {
                    jar.putNextEntry(new JarEntry(name));
                    Files.copy(each, jar);
                }
            }
        }
        libraries =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(each -> !each.isEmpty())
                        .filter(each -> !Path.of(each).equals(classes))
                        .filter(each -> !Path.of(each).equals(tests))
                        .toList();
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static final String GAME =
            """
            import dev.mayfly.alloc.GeneralAllocator;
            import dev.mayfly.debug.Tracing;
            import dev.mayfly.debug.TrackingAllocator;
            public class Game {
                static final TrackingAllocator TRACKER =
                        TrackingAllocator.builder(GeneralAllocator.shared())
                                .tracing(Tracing.CALL_SITE).build();
                static String allocate() {
                    long block = TRACKER.alloc(8); // here
                    String line = TRACKER.block(block).born().place().line();
                    TRACKER.free(block, 8);
                    return line;
                }
                public static void main(String[] arguments) throws Exception {
                    System.out.println(allocate());
                }
            }
            """;

    private static final String UNKNOWN = "a place that was not recorded";

    /** What a program says, line by line. */
    private List<String> run(GameCode game, String agentOptions, String... jvmOptions)
            throws IOException, InterruptedException {
        game.writeTo(folder);
        List<String> command = new ArrayList<>();
        if (agentOptions != null) {
            command.add("-javaagent:" + engine + agentOptions);
        }
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(jvmOptions));
        command.add("-cp");
        command.add(
                folder
                        + File.pathSeparator
                        + engine
                        + File.pathSeparator
                        + String.join(File.pathSeparator, libraries));
        command.add("Game");
        return run(command);
    }

    private static List<String> run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.addAll(options);
        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, running.waitFor(), said);
        return said.lines().toList();
    }

    private static String here(GameCode game, String method, String comment) {
        return "Game." + method + "(Game.java:" + game.line(comment) + ")";
    }

    @Test
    void shouldNameTheLineAndSayNothing() throws Exception {
        GameCode game = new GameCode(GAME);
        assertEquals(List.of(here(game, "allocate", "here")), run(game, ""));
    }

    @Test
    void shouldNotBeNeeded() throws Exception {
        assertEquals(List.of(UNKNOWN), run(new GameCode(GAME), null));
    }

    @Test
    void shouldLookOnlyAtWhatItIsToldTo() throws Exception {
        assertEquals(List.of(UNKNOWN), run(new GameCode(GAME), "=exclude=Other,Ga"));
        assertEquals(List.of(UNKNOWN), run(new GameCode(GAME), "=include=com.game,com.mod"));
        GameCode game = new GameCode(GAME);
        assertEquals(List.of(here(game, "allocate", "here")), run(game, "=include=com.game,Game"));
    }

    @Test
    void shouldSayInALineThatAnOptionIsWrongAndGoOn() throws Exception {
        GameCode game = new GameCode(GAME);
        List<String> said = run(game, "=inclde=com.game");
        assertEquals(2, said.size(), said::toString);
        assertTrue(
                said.get(0).startsWith("mayfly agent: \"inclde=com.game\" is no option: there are"),
                said::toString);
        assertEquals(here(game, "allocate", "here"), said.get(1));
    }

    @Test
    void shouldCountWhenAskedTo() throws Exception {
        GameCode game = new GameCode(GAME);
        assertEquals(
                List.of(
                        here(game, "allocate", "here"),
                        "mayfly agent: 3 calls in 1 classes have numbers; classes left as they are:"
                                + " 0"),
                run(game, "", "-Dmayfly.agent.verbose=true"));
    }

    @Test
    void shouldNameAClassThatItLeavesWhenAskedTo() throws Exception {
        GameCode game =
                new GameCode(
                        GAME.replace(
                                "public static void main",
                                """
                                static long huge(TrackingAllocator a) {
                                %s
                                    return 0;
                                }
                                public static void main\
                                """
                                        .formatted("a.free(a.alloc(8), 8);\n".repeat(1500))));
        List<String> said = run(game, "", "-Dmayfly.agent.verbose=true");
        assertEquals("mayfly agent: Game is left as it is: 1 methods are too long", said.get(0));
        assertEquals(here(game, "allocate", "here"), said.get(1));
    }

    @Test
    void shouldMakeFullTracesQuickWithoutAnOption() throws Exception {
        GameCode game =
                new GameCode(
                        """
                        public class Game {
                            public static void main(String[] arguments) {
                                System.out.println(dev.mayfly.memory.CallStack.isAvailable());
                            }
                        }
                        """);
        assertEquals(List.of("true"), run(game, ""));
    }

    @Test
    void shouldNumberWhatIsLoadedAlreadyWhenItComesLate() throws Exception {
        GameCode game =
                new GameCode(
                        GAME.replace(
                                "System.out.println(allocate());",
                                """
                                System.out.println(allocate());
                                String self = String.valueOf(ProcessHandle.current().pid());
                                var jvm = com.sun.tools.attach.VirtualMachine.attach(self);
                                jvm.loadAgent("%s");
                                jvm.detach();
                                System.out.println(allocate());
                                """
                                        .formatted(engine.toString().replace("\\", "\\\\"))));
        assertEquals(
                List.of(UNKNOWN, here(game, "allocate", "here")),
                run(
                        game,
                        null,
                        "-Djdk.attach.allowAttachSelf=true",
                        "-XX:+EnableDynamicAgentLoading"));
    }

    @Test
    void shouldLeaveClassesOfLoadersThatDoNotSeeTheEngine() throws Exception {
        GameCode game =
                new GameCode(
                        """
                        import java.net.URL;
                        import java.net.URLClassLoader;
                        import java.nio.file.Path;
                        public class Game {
                            public static void main(String[] arguments) throws Exception {
                                URL[] here = {Path.of(System.getProperty("folder")).toUri().toURL()};
                                try (var loader = new URLClassLoader(here, null)) {
                                    var run = Class.forName("Stranger", true, loader)
                                            .getDeclaredMethod("run");
                                    run.setAccessible(true);
                                    run.invoke(null);
                                }
                            }
                        }
                        """);
        new GameCode(
                        """
                        class Stranger {
                            static long alloc(long size) {
                                return size;
                            }
                            static void run() {
                                System.out.println("stranger " + alloc(8));
                            }
                        }
                        """)
                .writeTo(folder);
        assertEquals(List.of("stranger 8"), run(game, "", "-Dfolder=" + folder));
    }

    @Test
    void shouldNumberModulesThatDoNotReadTheEngine() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("src"));
        write(
                sources,
                "game/module-info.java",
                "module game { requires dev.mayfly.engine; requires plain; }");
        GameCode lines =
                new GameCode(GAME.replace("public static void main", "static void unused"));
        write(
                sources,
                "game/game/Game.java",
                "package game; "
                        + GAME.replace(
                                "System.out.println(allocate());",
                                "System.out.println(allocate()); plain.Plain.run(() -> 8L);"));
        write(sources, "plain/module-info.java", "module plain { exports plain; }");
        write(
                sources,
                "plain/plain/Plain.java",
                """
                package plain;
                public class Plain {
                    public interface Heap {
                        long get();
                        default long alloc(long size) {
                            return size + get();
                        }
                    }
                    public static void run(Heap heap) {
                        System.out.println("plain " + heap.alloc(8));
                    }
                }
                """);
        String modules =
                String.join(
                        File.pathSeparator,
                        List.of(
                                engine.toString(),
                                locationOf(Memory.class).toString(),
                                jar("lwjgl-3"),
                                jar("lwjgl-mimalloc-3"),
                                jar("HdrHistogram"),
                                jar("jspecify")));
        Path compiled = folder.resolve("modules");
        compile(
                "-nowarn",
                "-proc:none",
                "--module-source-path",
                sources.toString(),
                "--module-path",
                modules,
                "-d",
                compiled.toString(),
                "--module",
                "game");
        List<String> command =
                List.of(
                        "-javaagent:" + engine,
                        "--enable-native-access=dev.mayfly.memory,org.lwjgl",
                        "-Dmayfly.agent.verbose=true",
                        "--module-path",
                        compiled + File.pathSeparator + modules,
                        "--module",
                        "game/game.Game");
        assertEquals(
                List.of(
                        "game.Game.allocate(Game.java:" + lines.line("here") + ")",
                        "plain 16",
                        "mayfly agent: 4 calls in 2 classes have numbers; classes left as they are:"
                                + " 0"),
                run(command));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void compile(String... arguments) {
        int result =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.err, System.err, arguments);
        assertEquals(0, result);
    }

    private static String jar(String name) {
        return libraries.stream()
                .filter(each -> Path.of(each).getFileName().toString().startsWith(name))
                .filter(each -> !each.contains("natives"))
                .findFirst()
                .orElseThrow();
    }
}
