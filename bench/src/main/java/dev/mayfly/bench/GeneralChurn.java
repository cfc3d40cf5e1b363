package dev.mayfly.bench;

import dev.mayfly.bench.GeneralContestants.FromC;
import dev.mayfly.bench.GeneralContestants.FromJava;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * What a block costs among many that live randomly long: one of them is freed, another of 16 to 128
 * bytes allocated in its place and given one 8-byte store. The figure is for the whole of it.
 *
 * <p>How many there are decides how much of the time is the memory's own. {@code -p slots=10000000}
 * is worth a look too; it takes 1 GB and some seconds to fill.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
public class GeneralChurn extends Nanoseconds {

    @Benchmark
    public void churn(FromJava contestant, SlotsFromJava state) {
        state.churn.run(contestant.longLived, Sizes.PER_CALL);
    }

    @Benchmark
    public void cChurn(FromC contestant, SlotsFromC state) {
        state.churn.run(contestant.loops, Sizes.PER_CALL);
    }

    /** A thread's blocks. */
    @State(Scope.Thread)
    public static class SlotsFromJava {

        /** Blocks that live at a time. */
        @Param({"1000", "100000"})
        int slots;

        Churn churn;

        @Setup
        public void fill(FromJava contestant, ThreadParams thread) {
            churn = new Churn(slots, thread.getThreadIndex());
            churn.fill(contestant.longLived);
        }

        @TearDown
        public void clear(FromJava contestant) {
            churn.clear(contestant.longLived);
            churn.close();
        }
    }

    /** A thread's blocks, for C. */
    @State(Scope.Thread)
    public static class SlotsFromC {

        /** Blocks that live at a time. */
        @Param({"1000", "100000"})
        int slots;

        Churn churn;

        @Setup
        public void fill(FromC contestant, ThreadParams thread) {
            churn = new Churn(slots, thread.getThreadIndex());
            churn.fill(contestant.library);
        }

        @TearDown
        public void clear(FromC contestant) {
            churn.clear(contestant.library);
            churn.close();
        }
    }
}
