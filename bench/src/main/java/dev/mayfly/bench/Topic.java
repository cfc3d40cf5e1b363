package dev.mayfly.bench;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What {@link Ratios} judges in one run. */
enum Topic {
    /** The frame arena: allocating, and freeing all at once. */
    ARENA(
            EnumSet.range(Subject.RAW, Subject.FREE_MANY),
            5,
            List.of(
                    new Column("C bump", EnumSet.of(Subject.C)),
                    new Column("Rust bumpalo", EnumSet.of(Subject.BUMPALO)),
                    new Column("LWJGL MemoryStack", EnumSet.of(Subject.MEMORY_STACK))),
            List.of(
                    new Claim(Subject.RAW, Subject.MEMORY_STACK, 1.0),
                    new Claim(Subject.RAW, Subject.C, 1.0),
                    new Claim(Subject.RAW, Subject.BUMPALO, 1.1),
                    new Claim(Subject.STRUCT, Subject.STRUCT_MEMORY_STACK, 1.0),
                    new Claim(Subject.STRUCT_SAFE, Subject.STRUCT, 1.25),
                    new Claim(Subject.STRUCT_SAFE_ZEROED, Subject.STRUCT_ZEROED, 1.25),
                    new Claim(Subject.SAFE, Subject.RAW, 1.25),
                    new Claim(Subject.SAFE_ZEROED, Subject.RAW_ZEROED, 1.25),
                    new Claim(Subject.FREE_MANY, Subject.FREE_FEW, 1.0))),

    /** Long-lived memory: blocks that are freed one by one. */
    GENERAL(
            EnumSet.range(Subject.PAIRS, Subject.RESIDENT_LWJGL),
            4,
            List.of(
                    new Column(
                            "mimalloc, LWJGL",
                            EnumSet.of(
                                    Subject.PAIRS_LWJGL,
                                    Subject.CHURN_3_LWJGL,
                                    Subject.CHURN_5_LWJGL,
                                    Subject.CHURN_7_LWJGL,
                                    Subject.RESIDENT_LWJGL)),
                    new Column(
                            "mimalloc, C",
                            EnumSet.of(
                                    Subject.PAIRS_C,
                                    Subject.CHURN_3_C,
                                    Subject.CHURN_5_C,
                                    Subject.CHURN_7_C))),
            List.of(
                    new Claim(Subject.PAIRS, Subject.PAIRS_LWJGL, 0.2),
                    new Claim(Subject.PAIRS, Subject.PAIRS_C, 1.0),
                    new Claim(Subject.CHURN_3, Subject.CHURN_3_LWJGL, 0.5),
                    new Claim(Subject.CHURN_5, Subject.CHURN_5_LWJGL, 0.5),
                    new Claim(Subject.CHURN_7, Subject.CHURN_7_LWJGL, 0.5),
                    new Claim(
                            new Growth(
                                    "churn 10^7 / 10^3, Mayfly", Subject.CHURN_7, Subject.CHURN_3),
                            new Growth(
                                    "the same, mimalloc, LWJGL",
                                    Subject.CHURN_7_LWJGL,
                                    Subject.CHURN_3_LWJGL),
                            1.0),
                    new Claim(
                            new Growth(
                                    "churn 10^7 / 10^3, Mayfly", Subject.CHURN_7, Subject.CHURN_3),
                            new Growth(
                                    "the same, mimalloc, C", Subject.CHURN_7_C, Subject.CHURN_3_C),
                            1.0),
                    new Claim(Subject.RESIDENT, Subject.RESIDENT_LWJGL, 1.25),
                    new Claim(Subject.COMMITTED, Subject.RESIDENT_LWJGL, 1.25))),

    /** Tracking, which knows where blocks come from. */
    DEBUG(
            EnumSet.range(Subject.DEBUG_FAST, Subject.DEBUG_LWJGL_FULL),
            4,
            List.of(
                    new Column("LWJGL debug, traces", EnumSet.of(Subject.DEBUG_LWJGL_FULL)),
                    new Column("LWJGL debug, fast", EnumSet.of(Subject.DEBUG_LWJGL_FAST))),
            List.of(
                    new Claim(Subject.DEBUG_FAST, Subject.DEBUG_LWJGL_FULL, 1.0 / 20),
                    new Claim(Subject.DEBUG_FAST, Subject.DEBUG_LWJGL_FAST, 2.0),
                    new Claim(Subject.DEBUG_FULL, Subject.DEBUG_LWJGL_FULL, 1.0 / 3),
                    new Claim(Subject.DEBUG_FULL_ALLOCATIONS, Subject.DEBUG_LWJGL_FULL, 1.0 / 3),
                    new Claim(Subject.DEBUG_FULL_SOME_FREES, Subject.DEBUG_LWJGL_FULL, 1.0 / 3),
                    new Claim(Subject.DEBUG_FULL_FREES, Subject.DEBUG_LWJGL_FULL, 1.0 / 3)));

    final Set<Subject> subjects;
    final int defaultRounds;
    final List<Column> columns;
    final List<Claim> claims;

    Topic(Set<Subject> subjects, int defaultRounds, List<Column> columns, List<Claim> claims) {
        this.subjects = subjects;
        this.defaultRounds = defaultRounds;
        this.columns = columns;
        this.claims = claims;
    }

    /**
     * Ratios to one peer.
     *
     * @param label the peer's name
     * @param yardsticks what it does; no two of them comparable
     */
    record Column(String label, Set<Subject> yardsticks) {}
}
