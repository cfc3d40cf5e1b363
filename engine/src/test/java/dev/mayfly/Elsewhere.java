package dev.mayfly;

import java.util.concurrent.atomic.AtomicReference;

/** Another thread, for tests of what belongs to one. */
public final class Elsewhere {

    private Elsewhere() {}

    /**
     * Runs code on a thread of its own.
     *
     * @param code what to run
     * @return the class of what it threw, or null
     */
    public static Class<?> thrown(Runnable code) throws InterruptedException {
        AtomicReference<Class<?>> thrown = new AtomicReference<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        code.run();
                                    } catch (RuntimeException failure) {
                                        thrown.set(failure.getClass());
                                    }
                                });
        thread.join();
        return thrown.get();
    }
}
