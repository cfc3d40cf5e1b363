package dev.mayfly.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which compilers and native libraries the peers come from. */
public final class Toolchain {

    private static final long TIMEOUT_SECONDS = 10;

    private Toolchain() {}

    /**
     * The compilers of the peers, with the options that they are given.
     *
     * @return what they are, by language; those that are not there are not in it
     */
    public static Map<String, String> compilers() {
        Map<String, String> compilers = new LinkedHashMap<>();
        Compilers.find(Peer.C_COMPILERS)
                .flatMap(program -> ask(program.toString(), "--version"))
                .ifPresent(
                        version ->
                                compilers.put(
                                        "C compiler",
                                        version + ", " + String.join(" ", Peer.C_OPTIONS)));
        Compilers.find("rustc")
                .flatMap(program -> ask(program.toString(), "--version"))
                .ifPresent(
                        version ->
                                compilers.put(
                                        "Rust compiler",
                                        version + ", " + String.join(" ", Peer.RUST_OPTIONS)));
        try {
            Compilers.findCrate("bumpalo")
                    .map(Path::getFileName)
                    .ifPresent(crate -> compilers.put("Rust arena", crate.toString()));
        } catch (IOException _) {
            // Then it is not measured either, and that is said elsewhere.
        }
        return compilers;
    }

    /**
     * The first line that a program prints.
     *
     * @param command the program and its arguments
     * @return the line; nothing if it cannot be run or fails
     */
    public static Optional<String> ask(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.exitValue() == 0
                    ? answer.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
