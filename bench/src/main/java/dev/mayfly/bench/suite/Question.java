package dev.mayfly.bench.suite;

import dev.mayfly.bench.suite.Contestant.Kind;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes one {@link Comparison} down. Mayfly's first contestant is the one that the verdict is
 * about. The short suite has it unless it is said to be long.
 */
final class Question {

    private final String id;
    private final String title;
    private final String question;
    private final String unit;
    private final List<Contestant> contestants = new ArrayList<>();
    private List<String> params = List.of();
    private boolean curve;
    private boolean inShort = true;

    private Question(String id, String title, String question, String unit) {
        this.id = id;
        this.title = title;
        this.question = question;
        this.unit = unit;
    }

    /** Begins; the parameters are the comparison's. */
    static Question of(String id, String title, String question, String unit) {
        return new Question(id, title, question, unit);
    }

    Question mayfly(String label, String method) {
        return add(label, method, Kind.MAYFLY, "");
    }

    Question peer(String label, String method) {
        return add(label, method, Kind.PEER, "");
    }

    Question peer(String label, String method, String note) {
        return add(label, method, Kind.PEER, note);
    }

    Question java(String label, String method) {
        return add(label, method, Kind.JAVA, "");
    }

    Question java(String label, String method, String note) {
        return add(label, method, Kind.JAVA, note);
    }

    Question c(String label, String method) {
        return add(label, method, Kind.C, "");
    }

    Question c(String label, String method, String note) {
        return add(label, method, Kind.C, note);
    }

    private Question add(String label, String method, Kind kind, String note) {
        contestants.add(new Contestant(label, method, kind, note));
        return this;
    }

    /** Each value of these parameters makes a row. */
    Question rows(String... params) {
        this.params = List.of(params);
        return this;
    }

    /** The values of this parameter make a curve. */
    Question curve(String param) {
        this.params = List.of(param);
        this.curve = true;
        return this;
    }

    /** Not in the short suite. */
    Question isLong() {
        this.inShort = false;
        return this;
    }

    /** Ends with a sentence for the reader. */
    Comparison explained(String explains) {
        String ours =
                contestants.stream()
                        .filter(contestant -> contestant.kind() == Kind.MAYFLY)
                        .findFirst()
                        .orElseThrow()
                        .method();
        return new Comparison(
                id,
                title,
                question,
                unit,
                ours,
                List.copyOf(contestants),
                params,
                curve,
                inShort,
                explains);
    }
}
