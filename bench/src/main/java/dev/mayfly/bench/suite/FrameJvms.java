package dev.mayfly.bench.suite;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the frame-time program, once for each way, size and collector. */
final class FrameJvms implements FrameRunner {

    /** What the program is, unless a test has another. */
    static final String PROGRAM = "dev.mayfly.bench.frame.FrameTime";

    private static final long SEED = 1;
    private static final int MOST_CHARS = 300;

    private final String program;
    private final Path folder;
    private final long timeoutSeconds;

    /**
     * Knows what to start.
     *
     * @param program its class
     * @param folder for what it writes
     * @param timeoutSeconds when to give one JVM up
     */
    FrameJvms(String program, Path folder, long timeoutSeconds) {
        this.program = program;
        this.folder = folder;
        this.timeoutSeconds = timeoutSeconds;
    }

    @Override
    public List<FrameWay> ways() throws MeasureException {
        List<FrameWay> ways = new ArrayList<>();
        for (String line : run(List.of(), List.of("--list")).lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                ways.add(new FrameWay(line.substring(0, tab), line.substring(tab + 1).strip()));
            }
        }
        if (ways.isEmpty()) {
            throw new MeasureException(program + " --list names no ways");
        }
        return ways;
    }

    @Override
    public Frame run(FrameWay way, FrameTask task, long ticks, long warmupTicks)
            throws MeasureException {
        Path out = folder.resolve("frame.json");
        try {
            Files.deleteIfExists(out);
            run(
                    task.gc().jvmArgs(),
                    List.of(
                            "--way",
                            way.name(),
                            "--enemies",
                            Integer.toString(task.enemies()),
                            "--ticks",
                            Long.toString(ticks),
                            "--warmup",
                            Long.toString(warmupTicks),
                            "--seed",
                            Long.toString(SEED),
                            "--out",
                            out.toString()));
            return check(new Gson().fromJson(Files.readString(out), Frame.class), way);
        } catch (IOException | JsonSyntaxException unreadable) {
            throw new MeasureException(program + " has written nothing readable: " + unreadable);
        }
    }

    /** Gson leaves out what is not there. */
    private static Frame check(Frame frame, FrameWay way) throws MeasureException {
        boolean whole =
                frame != null
                        && Frame.KIND.equals(frame.kind())
                        && way.name().equals(frame.way())
                        && frame.checksum() != null
                        && frame.gc() != null
                        && frame.timeline() != null
                        && frame.percentiles() != null
                        && frame.ticks() > 0
                        && frame.p50Ns() > 0;
        if (!whole) {
            throw new MeasureException("what " + way.name() + " has written is not complete");
        }
        return frame;
    }

    private String run(List<String> jvmArgs, List<String> args) throws MeasureException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
        command.addAll(jvmArgs);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program);
        command.addAll(args);
        Path out = folder.resolve("frame.out");
        Path err = folder.resolve("frame.err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            waitFor(process);
            if (process.exitValue() != 0) {
                throw new MeasureException(
                        "exit status " + process.exitValue() + ": " + lastLine(err));
            }
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new MeasureException(String.valueOf(failure.getMessage()));
        }
    }

    private void waitFor(Process process) throws MeasureException {
        try {
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                throw new MeasureException("not done after " + timeoutSeconds + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new MeasureException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String lastLine(Path file) throws IOException {
        String line =
                Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .filter(each -> !each.isBlank())
                        .reduce((_, last) -> last)
                        .orElse("it said nothing");
        return line.length() <= MOST_CHARS ? line : line.substring(0, MOST_CHARS);
    }
}
