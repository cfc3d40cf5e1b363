package dev.mayfly.bench;

import dev.mayfly.bench.peers.Peer;
import dev.mayfly.bench.peers.TemporaryFolder;

import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * JMH with its own command line ({@code -h} explains it), for which the C and Rust peers have been
 * compiled. A peer that the machine has no compiler for is left out, with the reason.
 */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs benchmarks.
     *
     * @param args JMH's options, and patterns for the benchmarks' names
     * @throws IOException if there is no temporary folder, or JMH cannot read its own resources
     * @throws RunnerException if JMH gives up
     */
    public static void main(String[] args) throws IOException, RunnerException {
        CommandLineOptions commandLine;
        try {
            commandLine = new CommandLineOptions(args);
        } catch (CommandLineOptionException mistake) {
            System.err.println("benchmarks: " + mistake.getMessage() + "; -h lists the options");
            System.exit(2);
            return;
        }
        if (asksForInformation(commandLine)) {
            Main.main(args);
            return;
        }
        List<String> jvmArgs = new ArrayList<>(commandLine.getJvmArgsAppend().orElse(List.of()));
        ChainedOptionsBuilder options = new OptionsBuilder().parent(commandLine);
        addPeers(options, jvmArgs);
        try {
            new Runner(options.build()).run();
        } catch (NoBenchmarksException _) {
            System.err.println("benchmarks: no benchmark has such a name; -l lists them");
            System.exit(2);
        }
    }

    private static boolean asksForInformation(CommandLineOptions commandLine) {
        return commandLine.shouldHelp()
                || commandLine.shouldList()
                || commandLine.shouldListWithParams()
                || commandLine.shouldListProfilers()
                || commandLine.shouldListResultFormats();
    }

    /**
     * Compiles the peers, tells forks where they are, and leaves out benchmarks whose peer is
     * missing.
     *
     * @return the peers there are
     */
    static List<Peer> addPeers(ChainedOptionsBuilder options, List<String> jvmArgs)
            throws IOException {
        Path folder = TemporaryFolder.create();
        List<Peer> present = new ArrayList<>();
        for (Peer peer : Peer.values()) {
            Optional<String> reason = peer.tryCompile(folder);
            if (reason.isPresent()) {
                System.out.println("# Left out, peer " + peer + ": " + reason.get());
                options.exclude(peer.benchmarks());
            } else {
                present.add(peer);
            }
        }
        jvmArgs.add("-D" + Peer.FOLDER_PROPERTY + "=" + folder);
        options.jvmArgsAppend(jvmArgs.toArray(String[]::new));
        return present;
    }
}
