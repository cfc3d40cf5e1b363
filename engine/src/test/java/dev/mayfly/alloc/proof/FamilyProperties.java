package dev.mayfly.alloc.proof;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

import java.util.List;

/**
 * Random programs against every allocator: whatever happened before, zeroed memory is zero, live
 * blocks keep what was written into them, no two overlap, and what fails changes nothing.
 */
class FamilyProperties {

    private static final int MOST_BLOCKS = 150;
    private static final int LONG_PROGRAM = 40_000;

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Operation> operations =
                Arbitraries.frequency(
                        Tuple.of(8, Operation.ALLOC),
                        Tuple.of(6, Operation.ALLOC_NON_ZEROED),
                        Tuple.of(1, Operation.ALLOC_BY_RESIZE),
                        Tuple.of(2, Operation.SEGMENT),
                        Tuple.of(1, Operation.SEGMENT_NON_ZEROED),
                        Tuple.of(4, Operation.RESIZE),
                        Tuple.of(2, Operation.RESIZE_NON_ZEROED),
                        Tuple.of(3, Operation.FREE),
                        Tuple.of(1, Operation.FREE_UNKNOWN_SIZE),
                        Tuple.of(1, Operation.FREE_BY_RESIZE),
                        Tuple.of(2, Operation.FREE_ALL),
                        Tuple.of(3, Operation.SAVE),
                        Tuple.of(3, Operation.RESTORE),
                        Tuple.of(1, Operation.QUERY),
                        Tuple.of(1, Operation.NOTHING),
                        Tuple.of(1, Operation.MISUSE),
                        Tuple.of(1, Operation.UPKEEP));
        Arbitrary<Long> sizes =
                Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.longs().between(1, 300)),
                        Tuple.of(2, Arbitraries.longs().between(1, 40_000)),
                        Tuple.of(1, Arbitraries.longs().between(1, 600_000)));
        Arbitrary<Long> alignments =
                Arbitraries.integers().between(0, 13).map(shift -> 1L << shift);
        Arbitrary<Integer> picks =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.integers().between(0, 3)),
                        Tuple.of(1, Arbitraries.integers().between(0, 200)));
        return Combinators.combine(operations, sizes, alignments, picks)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(150);
    }

    /** Short programs, so that one that fails shrinks to the few steps that matter. */
    @Property(tries = 1500, seed = "20261120")
    void everyAllocatorShouldKeepItsPromisesInEveryProgram(@ForAll("programs") List<Step> program) {
        for (Member member : Family.ALL) {
            run(member, program);
        }
    }

    private static void run(Member member, List<Step> program) {
        try (Machine machine = new Machine(member, MOST_BLOCKS)) {
            int done = 0;
            for (Step step : program) {
                machine.step(step.operation(), step.size(), step.alignment(), step.pick());
                if (++done % 10 == 0) {
                    machine.checkEverything();
                }
            }
            machine.finish();
        } catch (Throwable failure) {
            throw new AssertionError(member + ": " + failure.getMessage(), failure);
        }
    }

    /** Long programs, a million steps an allocator: for what takes long to build up. */
    @Property(tries = 25, seed = "20261120", shrinking = ShrinkingMode.OFF)
    void everyAllocatorShouldKeepItsPromisesForAMillionSteps(
            @ForAll Profile profile, @ForAll long seed) {
        for (Member member : Family.ALL) {
            new LongProgram(member, profile, seed, LONG_PROGRAM).run();
        }
    }
}
