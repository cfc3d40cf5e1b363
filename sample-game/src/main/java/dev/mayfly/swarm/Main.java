package dev.mayfly.swarm;

import dev.mayfly.swarm.gfx.GraphicsException;
import dev.mayfly.swarm.gfx.LwjglMemory;
import dev.mayfly.swarm.replay.ReplayException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

import java.io.PrintStream;
import java.util.function.Function;

/** Starts the game from the command line. */
public final class Main {

    /** Exit status when all went well. */
    static final int DONE = 0;

    /** Exit status when it did not. */
    static final int FAILED = 1;

    /** Exit status for a command line that makes no sense. */
    static final int WRONG_USAGE = 2;

    private Main() {}

    /** Runs the game and ends the process. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, LwjglMemory::install));
    }

    /**
     * Runs the game in a process that may have used LWJGL before.
     *
     * @return the exit status; anything but 0 has put exactly one line on {@code err}
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, () -> {});
    }

    /**
     * @param prepare comes before anything of LWJGL's
     */
    private static int run(String[] args, PrintStream out, PrintStream err, Runnable prepare) {
        Options options = new Options();
        CommandLine line = new CommandLine(options);
        line.registerConverter(int.class, text -> wholeNumber(text, Integer::valueOf));
        line.registerConverter(Integer.class, text -> wholeNumber(text, Integer::valueOf));
        line.registerConverter(Long.class, text -> wholeNumber(text, Long::valueOf));
        try {
            line.parseArgs(args);
            if (line.isUsageHelpRequested()) {
                line.usage(out);
                return DONE;
            }
            if (line.isVersionHelpRequested()) {
                line.printVersionHelp(out);
                return DONE;
            }
            options.check();
            prepare.run();
            new Run(options, out).start();
            return DONE;
        } catch (ParameterException | UsageException wrong) {
            complain(err, wrong.getMessage() + " (--help lists the options)", wrong);
            return WRONG_USAGE;
        } catch (RunException | ReplayException | GraphicsException failure) {
            complain(err, String.valueOf(failure.getMessage()), failure);
            return FAILED;
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError unforeseen) {
            complain(err, unforeseen + " (-Dswarm.debug=true shows where)", unforeseen);
            return FAILED;
        }
    }

    private static <T> T wholeNumber(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException malformed) {
            boolean tooLong = text.matches("[+-]?\\d+");
            throw new TypeConversionException(
                    "'%s' is %s".formatted(text, tooLong ? "too large" : "not a whole number"));
        }
    }

    private static void complain(PrintStream err, String message, Throwable cause) {
        err.println("swarm: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
        if (Boolean.getBoolean("swarm.debug")) {
            cause.printStackTrace(err);
        }
    }
}
