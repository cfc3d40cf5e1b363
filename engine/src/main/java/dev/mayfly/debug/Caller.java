package dev.mayfly.debug;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What tracking wants to know of the calling thread, in one object that a lookup finds. */
final class Caller {

    private static final ThreadLocal<Caller> CURRENT = ThreadLocal.withInitial(Caller::new);

    final Thread java = Thread.currentThread();

    /** See {@link ThreadNames}. */
    final int thread = ThreadNames.idOf(java);

    final Tag.Uses uses = new Tag.Uses(this);

    /** Room for a count and the frames of a trace; freed once nothing refers to it. */
    private final MemorySegment buffer = Arena.ofAuto().allocate(Traces.BUFFER_SIZE, 8);

    final long frames = buffer.address();

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
