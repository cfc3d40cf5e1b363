package dev.mayfly.loop;

import dev.mayfly.alloc.FrameArena;

/**
 * Scratch for what later stages read: some frame arenas that take turns.
 *
 * <p>Pick it where a tick writes what is read after its end, such as a draw list that is drawn
 * while the next tick runs. What is read in the same tick belongs in the loop's scratch, what lives
 * until somebody frees it in a general allocator.
 *
 * {@snippet file="dev/mayfly/snippets/LoopSnippets.java" region="frames"}
 *
 * <p><b>Features:</b> those of {@link FrameArena}.
 *
 * <p><b>Design:</b> n arenas in a ring. Each tick has one for its own, and gets it emptied.
 *
 * <p><b>Cost:</b> {@link #advance()} is one {@code freeAll}. Memory of n ticks is kept.
 *
 * <p><b>Lifetime:</b> what tick k writes into {@link #current()} is good until tick k+n begins:
 * with one frame for the tick itself, with two also for all of the next one. Then a segment throws
 * {@link IllegalStateException} on access; raw addresses are not guarded in release builds, and in
 * debug builds views over them throw.
 *
 * <p><b>Thread:</b> one at a time writes and advances. Other threads may read addresses, and
 * segments where the frames are {@link #createShared shared}; telling them when, and waiting for
 * them before tick k+n, is the caller's, or that of a pipelined {@code GameLoop}, see {@link
 * PipelinedGame}.
 */
public final class FramesInFlight implements AutoCloseable {

    /** The most frames there can be. */
    public static final int MOST = 16;

    private final FrameArena[] arenas;
    private final boolean shared;
    private long frame;

    private FramesInFlight(int count, boolean shared) {
        arenas = new FrameArena[count];
        this.shared = shared;
    }

    /**
     * Frames whose segments are read by the thread that made them; other threads read addresses.
     *
     * @param count how many ticks what is written stays readable, from 1 to {@link #MOST}
     * @return frames that are the caller's to close
     * @throws IllegalArgumentException if the count is out of range
     * @throws dev.mayfly.alloc.MemoryException if the system grants no address space
     */
    public static FramesInFlight create(int count) {
        return make(count, false);
    }

    /**
     * Frames whose segments any thread reads, at the cost that {@link FrameArena.Builder#shared}
     * names.
     *
     * @param count as in {@link #create}
     * @return frames that are the caller's to close
     * @throws IllegalArgumentException if the count is out of range
     * @throws dev.mayfly.alloc.MemoryException if the system grants no address space
     */
    public static FramesInFlight createShared(int count) {
        return make(count, true);
    }

    private static FramesInFlight make(int count, boolean shared) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "%d frames in flight: there must be from 1 (the tick's own) to %d"
                            .formatted(count, MOST));
        }
        FramesInFlight made = new FramesInFlight(count, shared);
        try {
            made.open();
        } catch (RuntimeException | Error incomplete) {
            made.close();
            throw incomplete;
        }
        return made;
    }

    private void open() {
        for (int i = 0; i < arenas.length; i++) {
            arenas[i] = FrameArena.builder().name("frame in flight " + i).shared(shared).build();
        }
    }

    /**
     * For how many ticks what is written stays readable.
     *
     * @return n, a count of ticks, the one that writes included
     */
    public int count() {
        return arenas.length;
    }

    /**
     * The arena of the tick under way.
     *
     * @return an arena that is not the caller's to empty or close
     */
    public FrameArena current() {
        return arenas[slot()];
    }

    /**
     * Begins the next tick: what was written {@link #count()} ticks ago is gone. A {@code GameLoop}
     * that was given the frames calls it before every tick.
     *
     * @return the arena of the new tick, empty
     * @throws dev.mayfly.alloc.MemoryException if the frames are closed, or a save point was left
     *     open in the arena whose turn it is; the tick does not begin then
     * @throws WrongThreadException if another thread made segments in that arena and the frames are
     *     not shared; the tick does not begin then
     */
    public FrameArena advance() {
        FrameArena oldest = arenas[(int) ((frame + 1) % arenas.length)];
        oldest.freeAll();
        frame++;
        return oldest;
    }

    /**
     * Which of the frames {@link #current()} is: good for choosing among objects of which there is
     * one for each frame, such as views over what its tick wrote.
     *
     * @return from 0 to {@link #count()} exclusive, the same again every n ticks
     */
    public int slot() {
        return (int) (frame % arenas.length);
    }

    /**
     * The arena of a slot, to make such objects for it.
     *
     * @param slot from 0 to {@link #count()} exclusive
     * @return an arena that is not the caller's to empty or close
     * @throws IndexOutOfBoundsException if there is no such slot
     */
    public FrameArena arena(int slot) {
        return arenas[slot];
    }

    /** Whether any thread may read segments. */
    boolean isShared() {
        return shared;
    }

    /** Another thread writes from now on. */
    void handOver() {
        for (FrameArena arena : arenas) {
            arena.handOver();
        }
    }

    /** Gives the memory of all frames back. Closing twice is closing once. */
    @Override
    @SuppressWarnings("NullAway") // where open has failed there are arenas missing
    public void close() {
        for (FrameArena arena : arenas) {
            if (arena != null) {
                arena.close();
            }
        }
    }

    @Override
    public String toString() {
        return "FramesInFlight(%d)".formatted(arenas.length);
    }
}
