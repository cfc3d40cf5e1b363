package dev.mayfly.bench;

import dev.mayfly.bench.GeneralContestants.FromC;
import dev.mayfly.bench.GeneralContestants.FromJava;
import dev.mayfly.bench.peers.NativeMallocLoops;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.MemorySegment;

/**
 * What a block costs that one thread allocates and another frees: 16 to 255 bytes with one 8-byte
 * store. The figure is for one block, by the slower of the two threads.
 */
@OperationsPerInvocation(Sizes.PER_CALL)
@State(Scope.Thread)
public class GeneralHandOver extends Nanoseconds {

    private final int[] sizes = Sizes.longLived();
    private final MemorySegment tableOfSizes = NativeMallocLoops.table(sizes);

    @Benchmark
    public void handOver(FromJava contestant, ReaderInJava state) {
        state.handOver.put(contestant.longLived, sizes);
    }

    @Benchmark
    public void cHandOver(FromC contestant, ReaderInC state) {
        state.handOver.put(contestant.loops, tableOfSizes);
    }

    /** The thread that frees. */
    @State(Scope.Thread)
    public static class ReaderInJava {

        HandOver handOver;

        @Setup
        public void start(FromJava contestant) {
            handOver = HandOver.to(contestant.longLived);
        }

        @TearDown
        public void stop() throws InterruptedException {
            handOver.finish();
        }
    }

    /** The thread that frees, in C. */
    @State(Scope.Thread)
    public static class ReaderInC {

        HandOver handOver;

        @Setup
        public void start(FromC contestant) {
            handOver = HandOver.to(contestant.loops);
        }

        @TearDown
        public void stop() throws InterruptedException {
            handOver.finish();
        }
    }
}
