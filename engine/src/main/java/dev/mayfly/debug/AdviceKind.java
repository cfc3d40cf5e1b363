package dev.mayfly.debug;

/** What {@link Advisors} look for. */
public enum AdviceKind {
    /** Scratch is filled tick after tick and never freed. */
    CLIMBING_SCRATCH("scratch climbs without freeAll"),
    /** Whatever a place makes is freed within the same tick. */
    SHORT_LIVED("this belongs in scratch"),
    /** What a place has live has only ever become more. */
    ONLY_GROWS("only grows");

    private final String title;

    AdviceKind(String title) {
        this.title = title;
    }

    /**
     * What reports call it.
     *
     * @return a few words
     */
    public String title() {
        return title;
    }
}
