package dev.mayfly.debug;

/** What tracking wants to know of the calling thread, in one object that a lookup finds. */
final class Caller {

    private static final ThreadLocal<Caller> CURRENT = ThreadLocal.withInitial(Caller::new);

    final Thread java = Thread.currentThread();

    /** See {@link ThreadNames}. */
    final int thread = ThreadNames.idOf(java);

    final Tag.Uses uses = new Tag.Uses(this);

    /**
     * The place in the game's code that is calling the engine, see {@link CallSites}; 0 for none.
     */
    int site;

    /** Of what is being allocated. */
    int tag;

    private Caller() {}

    static Caller current() {
        return CURRENT.get();
    }
}
