package dev.mayfly.bench.suite;

import java.util.concurrent.locks.LockSupport;

/**
 * Does something before Ctrl-C, or whatever else asks the JVM to go, ends it. The programs that
 * this one has started end with it.
 */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    /**
     * Waits for it.
     *
     * @param last what is to be done
     */
    Interruption(Runnable last) {
        hook =
                new Thread(
                        () -> {
                            last.run();
                            ProcessHandle.current()
                                    .descendants()
                                    .forEach(ProcessHandle::destroyForcibly);
                        },
                        "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** All is done that was to be done. If the JVM is ending already, this never returns. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            while (true) {
                LockSupport.park();
            }
        }
    }
}
