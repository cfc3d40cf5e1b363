package dev.mayfly.debug.corpus;

import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.Block;
import dev.mayfly.debug.Finding;
import dev.mayfly.debug.LeakGroup;
import dev.mayfly.debug.LeakReport;
import dev.mayfly.debug.Moment;
import dev.mayfly.debug.Tracing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of one program under tracking.
 *
 * @param program which
 * @param thrown what came out of it; null if nothing did
 * @param leaks what was not freed, group by group
 * @param findings what was found wrong
 * @param text the report
 */
public record Run(
        Class<? extends Program> program,
        Throwable thrown,
        List<LeakGroup> leaks,
        List<Finding> findings,
        String text) {

    public static Run of(Class<? extends Program> program, Tracing tracing, BadFreePolicy policy) {
        Throwable thrown = null;
        Lab lab = Lab.tracked(tracing, policy);
        try (lab) {
            Corpus.program(program).run(lab);
            lab.check();
        } catch (Exception failure) {
            thrown = failure;
        }
        LeakReport report = lab.report();
        return new Run(
                program,
                thrown,
                report.allocators().stream().flatMap(part -> part.leaks().stream()).toList(),
                report.allocators().stream().flatMap(part -> part.findings().stream()).toList(),
                report.text());
    }

    /** Whether the planted mistake was found, and nothing else, with the marked line. */
    public boolean isAsPlanted() {
        Planted planted = program.getAnnotation(Planted.class);
        return switch (planted.kind()) {
            case LEAK ->
                    thrown == null
                            && findings.isEmpty()
                            && leaks.size() == 1
                            && isMarked(leaks.getFirst().place().frames().stream().findFirst());
            case EXCEPTION ->
                    thrown != null
                            && leaks.isEmpty()
                            && findings.isEmpty()
                            && isMarked(
                                    Arrays.stream(thrown.getStackTrace())
                                            .filter(Run::isOfTheProgram)
                                            .findFirst());
            default -> thrown == null && leaks.isEmpty() && hasTheFinding();
        };
    }

    /**
     * Whether there is one finding, the planted one, with the marked line; of a double free with
     * the other two lines as well.
     */
    public boolean hasTheFinding() {
        Kind kind = program.getAnnotation(Planted.class).kind();
        return findings.size() == 1
                && (kind != Kind.DOUBLE_FREE || hasAllThreeLines(findings.getFirst()))
                && findings.getFirst().kind().name().equals(kind.name())
                && isMarked(named(kind, findings.getFirst()).place().frames().stream().findFirst());
    }

    /** The moment whose line helps: where a block came from, where it went, or what was done. */
    private static Moment named(Kind kind, Finding finding) {
        return switch (kind) {
            case OVERRUN, UNDERRUN -> block(finding).born();
            case WRITE_AFTER_FREE -> Objects.requireNonNull(block(finding).died());
            default -> finding.found();
        };
    }

    private static boolean hasAllThreeLines(Finding finding) {
        Moment died = Objects.requireNonNull(block(finding).died());
        return Stream.of(block(finding).born(), died, finding.found())
                .allMatch(moment -> isOfTheProgram(moment.place().frames().getFirst()));
    }

    private static Block block(Finding finding) {
        return Objects.requireNonNull(finding.block());
    }

    private boolean isMarked(Optional<StackTraceElement> frame) {
        return frame.isPresent() && Corpus.isBugLine(program, frame.get());
    }

    private static boolean isOfTheProgram(StackTraceElement frame) {
        return Stream.of("bugs.", "clean.")
                .anyMatch(
                        folder ->
                                frame.getClassName()
                                        .startsWith(Run.class.getPackageName() + "." + folder));
    }

    @Override
    public String toString() {
        return "%s: thrown %s, %d groups of leaks, %d findings%n%s"
                .formatted(program.getSimpleName(), thrown, leaks.size(), findings.size(), text);
    }
}
