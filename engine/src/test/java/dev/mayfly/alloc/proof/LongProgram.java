package dev.mayfly.alloc.proof;

import java.util.SplittableRandom;

/**
 * A long random program: the seed makes the steps, always the same ones. When it fails, it says
 * with which seed, at which step, what came before and how to run it again.
 */
final class LongProgram {

    private static final int CHECK_EVERY = 2048;
    private static final int REMEMBERED = 12;

    private final Member member;
    private final Profile profile;
    private final long seed;
    private final int steps;

    /** The last steps, round and round. */
    private final Operation[] operations = new Operation[REMEMBERED];

    private final long[] sizes = new long[REMEMBERED];
    private final long[] alignments = new long[REMEMBERED];
    private final int[] picks = new int[REMEMBERED];
    private int done;

    LongProgram(Member member, Profile profile, long seed, int steps) {
        this.member = member;
        this.profile = profile;
        this.seed = seed;
        this.steps = steps;
    }

    void run() {
        try (Machine machine = new Machine(member, profile.mostBlocks)) {
            run(machine);
        } catch (Throwable failure) {
            throw new AssertionError(report(failure), failure);
        }
    }

    private void run(Machine machine) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean rising = true;
        while (done < steps) {
            if (done % CHECK_EVERY == 0) {
                machine.checkEverything();
                rising = random.nextInt(3) != 0;
            }
            Operation operation = profile.operation(random);
            if (!rising && operation == Operation.ALLOC) {
                operation = Operation.FREE;
            }
            step(
                    machine,
                    operation,
                    profile.size(random),
                    profile.alignment(random),
                    profile.pick(random));
        }
        machine.finish();
    }

    private void step(Machine machine, Operation operation, long size, long alignment, int pick) {
        int place = done % REMEMBERED;
        operations[place] = operation;
        sizes[place] = size;
        alignments[place] = alignment;
        picks[place] = pick;
        done++;
        machine.step(operation, size, alignment, pick);
    }

    private String report(Throwable failure) {
        StringBuilder report = new StringBuilder();
        report.append(
                "%s fails at step %d of the %s program %d: %s%nThe last steps:%n"
                        .formatted(member, done, profile, seed, failure.getMessage()));
        for (int step = Math.max(done - REMEMBERED, 0); step < done; step++) {
            int place = step % REMEMBERED;
            report.append(
                    "%8d %s size %d, alignment %d, pick %d%n"
                            .formatted(
                                    step + 1,
                                    operations[place],
                                    sizes[place],
                                    alignments[place],
                                    picks[place]));
        }
        return report.append(
                        "Again: new LongProgram(Family.member(\"%s\"), Profile.%s, %dL, %d).run()"
                                .formatted(member, profile.name(), seed, done))
                .toString();
    }
}
