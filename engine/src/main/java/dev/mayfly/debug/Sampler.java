package dev.mayfly.debug;

/** Samples the totals once a second in programs without ticks. */
final class Sampler {

    private static final long PERIOD_MILLIS = 1000;

    private Sampler() {}

    static void start() {
        Thread thread = new Thread(Sampler::run, "mayfly sampler");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        try {
            long seen = Advisors.calls();
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                long calls = Advisors.calls();
                if (calls == seen) {
                    Advisors.sample();
                }
                seen = calls;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
