package dev.mayfly.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Chromium without a window. Where there is none, a test that needs it is skipped and says why,
 * or fails if the environment variable MAYFLY_BROWSER is "required".
 */
final class Browser {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final int MOST_SECONDS = 120;

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * A browser, or no test.
     *
     * @param folder for its profile and its output
     */
    static Browser findOrSkip(Path folder) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(each -> NAMES.stream().map(name -> Path.of(each, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, folder))
                .orElseGet(Browser::skipped);
    }

    private static Browser skipped() {
        if ("required".equals(System.getenv("MAYFLY_BROWSER"))) {
            throw new AssertionError("MAYFLY_BROWSER=required, but PATH has none of " + NAMES);
        }
        return abort("no browser for this test: PATH has none of " + NAMES);
    }

    /**
     * The page as its scripts have left it.
     *
     * @param width of the window, pixels
     */
    String open(Path page, int width) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage",
                                "--enable-logging=stderr",
                                "--window-size=" + width + ",900",
                                "--user-data-dir=" + folder.resolve("profile"),
                                "--dump-dom",
                                page.toUri().toString())
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS), () -> read(errors));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> read(errors));
        List<String> complaints =
                read(errors).lines().filter(line -> line.contains(":CONSOLE")).toList();
        assertEquals(List.of(), complaints);
        return Files.readString(out);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
