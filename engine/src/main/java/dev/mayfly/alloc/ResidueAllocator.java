package dev.mayfly.alloc;

import java.io.PrintStream;
import java.util.List;

/**
 * Frees by itself what you did not, when it closes or the program ends, and then a duck scolds you;
 * for any thread. <b>Never use it.</b>
 *
 * <p>Pick it for nothing. It makes leaks harmless, which is the one thing that a leak should not
 * be; {@link FrameArena} is for memory that nobody wants to free, and {@link LimitAllocator} and
 * {@link FailingAllocator} find what somebody forgot to.
 *
 * <p><b>Features:</b> those of the allocator below, {@link Feature#THREAD_SAFE} and closing;
 * without save points.
 *
 * <p><b>Design:</b> a ledger on the Java heap of all live blocks and the places that allocated
 * them. At the end they are given back to the allocator below, newest first. Where that one takes
 * no single blocks, or is closed by then, the blocks stay where they are and the duck says so. A
 * shutdown hook does it at the end of the program if nobody closed before; it also keeps this
 * object alive until then. If nothing is left, the duck has nothing to say.
 *
 * <p><b>Cost:</b> about a microsecond and some hundred bytes of Java garbage a block, on purpose.
 *
 * <p><b>Lifetime:</b> segments are those of the allocator below, which closing leaves open. Close
 * this one before that one.
 *
 * <p><b>Thread:</b> any, one call at a time. At the end of the program it frees on a thread of the
 * JVM's.
 */
public final class ResidueAllocator extends LedgerAllocator {

    private final Duck duck;

    /** Closes at the end of the program. */
    final Thread hook = new Thread(this::close, "the duck");

    private boolean closed;

    /**
     * Keeps the log of an allocator; the duck speaks on {@code System.err}.
     *
     * @param below who hands out the memory
     * @throws MemoryException {@link MemoryError#INVALID_ARGUMENT} if the program is ending
     */
    public ResidueAllocator(Allocator below) {
        this(below, System.err);
    }

    ResidueAllocator(Allocator below, PrintStream voice) {
        super(below, List.of(Feature.THREAD_SAFE, Feature.CLOSE));
        this.duck = new Duck(voice);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    "the program is ending and nobody would give back the residue: allocate from %s itself"
                            .formatted(below),
                    ending);
        }
    }

    /** Frees the residue, and has the duck scold if there was some. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        removeHook();
        List<Ledger.Entry> left = ledger.newestFirst();
        if (!left.isEmpty()) {
            duck.scold(toString(), Residue.of(left), giveBack(left));
        }
        ledger.clear();
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The program is ending: this is the hook, or was faster than it.
            return;
        }
    }

    /** Returns what is to be said about blocks that could not be given back. */
    private String giveBack(List<Ledger.Entry> left) {
        int refused = 0;
        String reason = "";
        for (Ledger.Entry entry : left) {
            try {
                below.free(entry.address(), entry.size());
            } catch (RuntimeException refusal) {
                refused++;
                reason = refusal.toString();
            }
        }
        return refused == 0
                ? ""
                : "%d of them could not be given back: %s".formatted(refused, reason);
    }

    @Override
    void checkOpen() {
        if (closed) {
            throw new MemoryException(
                    MemoryError.INVALID_ARGUMENT,
                    this + " is closed: allocate before close(), or do not use it at all");
        }
    }

    @Override
    public String toString() {
        return "ResidueAllocator over " + below;
    }
}
