package dev.mayfly.swarm;

import dev.mayfly.debug.ExitReport;
import dev.mayfly.loop.GameLoop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in good order when the process is told to go (Ctrl-C, SIGTERM): the loop stops, and
 * the process waits until what the run leaves behind is written. Closed when that is done.
 */
final class StopSignal implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 10;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean came;

    /** Stops a loop when the signal comes. */
    StopSignal(GameLoop loop) {
        hook =
                new Thread(
                        () -> {
                            came = true;
                            loop.stop();
                            awaitWritten();
                        },
                        "stop signal");
        Runtime.getRuntime().addShutdownHook(hook);
        // What a debug build reports is what is left when the run has ended.
        ExitReport.after(hook);
    }

    private void awaitWritten() {
        try {
            if (!written.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("swarm: the run did not end in time; its files are not written");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to go. */
    boolean came() {
        return came;
    }

    @Override
    public void close() {
        if (!came) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                ExitReport.notAfter(hook);
            } catch (IllegalStateException underWay) {
                // The signal came just now; the hook waits for the latch below.
                came = true;
            }
        }
        written.countDown();
    }
}
