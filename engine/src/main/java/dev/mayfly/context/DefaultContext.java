package dev.mayfly.context;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.NilAllocator;

import org.jspecify.annotations.Nullable;

/**
 * A thread's default context, used again whenever one is opened and the thread has none of them
 * open. It goes with the thread; while it is closed it has no scratch.
 */
final class DefaultContext {

    private static final ThreadLocal<DefaultContext> OF_THREAD =
            ThreadLocal.withInitial(DefaultContext::new);

    /** Handles, taken in turn, so that a stale one is not taken for the open one. */
    private static final int TURNS = 4;

    private final Context context = new Context(Context.defaultAllocator(), NilAllocator.INSTANCE);

    private final OpenContext[] handles = new OpenContext[TURNS];
    private int turn;
    private @Nullable FrameArena scratch;

    private DefaultContext() {
        for (int i = 0; i < TURNS; i++) {
            handles[i] = new OpenContext(context, this);
        }
    }

    /** The calling thread's, or another if that is open. */
    static DefaultContext get() {
        DefaultContext mine = OF_THREAD.get();
        return mine.scratch == null ? mine : new DefaultContext();
    }

    OpenContext open() {
        FrameArena taken = DefaultScratch.take();
        scratch = taken;
        context.reset(Context.defaultAllocator(), taken);
        return handles[turn++ & (TURNS - 1)];
    }

    void closed() {
        FrameArena used = scratch;
        scratch = null;
        context.reset(Context.defaultAllocator(), NilAllocator.INSTANCE);
        if (used != null) {
            DefaultScratch.give(used);
        }
    }
}
