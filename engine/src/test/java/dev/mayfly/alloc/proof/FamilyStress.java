package dev.mayfly.alloc.proof;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Locale;

/**
 * A billion steps of long random programs over the whole family: {@code mvn -Pstress verify}. The
 * property {@code mayfly.stress.steps} asks for another number.
 */
class FamilyStress {

    private static final long STEPS = Long.getLong("mayfly.stress.steps", 1_000_000_000L);
    private static final int PROGRAM = 500_000;
    private static final long FIRST_SEED = 20_261_120L << 32;

    @Test
    void everyAllocatorShouldKeepItsPromisesForABillionSteps() {
        Profile[] profiles = Profile.values();
        long started = System.nanoTime();
        long done = 0;
        for (long program = 0; done < STEPS; program++) {
            Profile profile = profiles[(int) (program % profiles.length)];
            long seed = FIRST_SEED + program;
            // On all cores: each program has an allocator of its own, on one thread.
            Family.ALL.parallelStream()
                    .forEach(member -> new LongProgram(member, profile, seed, PROGRAM).run());
            done += (long) PROGRAM * Family.ALL.size();
            report(done, profile, System.nanoTime() - started);
        }
    }

    private static void report(long done, Profile profile, long nanos) {
        System.out.printf(
                Locale.ROOT,
                "%,d of %,d steps, %d s; last: %s on %d allocators%n",
                done,
                STEPS,
                Duration.ofNanos(nanos).toSeconds(),
                profile,
                Family.ALL.size());
    }
}
