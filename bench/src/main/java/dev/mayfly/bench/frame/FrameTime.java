package dev.mayfly.bench.frame;

import dev.mayfly.bench.frame.FrameOptions.UsageException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/**
 * Measures the frame time of one way of getting memory, at one size, in this JVM.
 *
 * <p><b>What is measured.</b> The scratch-heavy part of a tick of Swarm, the sample game: a uniform
 * grid built anew, the neighbours of every enemy, the contacts of shots with enemies and their
 * order, a draw list and its order; and the end of all that memory. It is written once for each
 * way, as somebody who has chosen that way would write it. What the ways share are the world and
 * the formulas. Sizes of lists are not known in advance: each way guesses the same at first, and
 * what does not fit must grow. Ways that keep their memory, the pools and Java arrays, have grown
 * to their size while they warmed up; the others grow in every tick.
 *
 * <p><b>How.</b> Ticks run back to back, without a pause, one thread, each timed from end to end;
 * where a game sleeps until the next frame, a concurrent collector would have more time for itself,
 * and caches would be colder. The motion of the world and the checksum are not measured. The
 * checksum covers every neighbour, contact and element of every tick in order, and so it is the
 * same for all ways, or something is wrong.
 *
 * <p><b>What it leaves out.</b> The world itself is not scratch and lives in Java arrays, and in
 * Java objects also for those ways that would have objects, where they are brought up to date off
 * the clock. Swarm stops at twelve neighbours and shares the work among threads; here there is no
 * such limit and one thread. The draw list ends sorted: in Mayfly's, LWJGL's and the JDK's ways and
 * in the Java array it is ready to be copied to a graphics card as it stands, while the two ways
 * with objects would still have to be written into a buffer.
 */
public final class FrameTime {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private FrameTime() {}

    /**
     * Runs one way and ends the process.
     *
     * @param args {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /**
     * Runs one way.
     *
     * @return the exit status; anything but 0 has put exactly one line on {@code err}
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        FrameOptions options = new FrameOptions();
        CommandLine line = new CommandLine(options);
        try {
            line.parseArgs(args);
            if (line.isUsageHelpRequested()) {
                line.usage(out);
                return DONE;
            }
            if (options.list) {
                list(out);
                return DONE;
            }
            measure(options, options.check(), out);
            return DONE;
        } catch (ParameterException | UsageException wrong) {
            complain(err, wrong.getMessage() + " (--help lists the options)");
            return WRONG_USAGE;
        } catch (IOException unwritable) {
            complain(err, "cannot write " + options.out + ": " + unwritable);
            return FAILED;
        } catch (RuntimeException | OutOfMemoryError failure) {
            complain(err, String.valueOf(failure));
            return FAILED;
        }
    }

    private static void list(PrintStream out) {
        for (FrameWay way : FrameWay.values()) {
            out.println(way.id + "\t" + way.description);
        }
    }

    private static void measure(FrameOptions options, FrameWay way, PrintStream out)
            throws IOException {
        FramePlan plan =
                new FramePlan(options.enemies, options.warmup, options.ticks, options.seed);
        String json = FrameRun.run(way, plan).toJson();
        if (options.out == null) {
            out.print(json);
        } else {
            Files.writeString(options.out, json);
        }
    }

    private static void complain(PrintStream err, String message) {
        err.println("frame-time: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
