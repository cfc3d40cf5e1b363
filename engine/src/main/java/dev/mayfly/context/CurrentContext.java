package dev.mayfly.context;

import org.jspecify.annotations.Nullable;

/**
 * Which thread has which context.
 *
 * <p>The truth is in a {@link ThreadLocal}. In front of it stands a small table that all threads
 * share, without locks: an entry counts only for the thread it names, which is a final field and
 * therefore right however the entry was come by, and which nobody but that thread writes. Where the
 * processor predicts that the entry fits, it goes on at once with the context, while the way
 * through the thread's own table is eight loads that wait for each other. That is half of what a
 * scope costs.
 */
final class CurrentContext {

    /** Entries, a power of two: threads whose numbers are this far apart share one. */
    private static final int ENTRIES = 256;

    private static final ThreadLocal<@Nullable Context> CONTEXTS = new ThreadLocal<>();
    private static final @Nullable Context[] NEARBY = new Context[ENTRIES];

    private CurrentContext() {}

    private static int entryOf(Thread thread) {
        return (int) thread.threadId() & (ENTRIES - 1);
    }

    /** The calling thread's context, or an exception that says it has none. */
    static Context get() {
        Thread thread = Thread.currentThread();
        Context context = NEARBY[entryOf(thread)];
        return context != null && context.thread == thread ? context : lookUp(thread);
    }

    private static Context lookUp(Thread thread) {
        Context context = CONTEXTS.get();
        if (context == null) {
            throw new NoContextException(thread);
        }
        takeEntry(thread, context);
        return context;
    }

    /** Two threads that live on one entry do not fight for it: the second looks further. */
    private static void takeEntry(Thread thread, Context context) {
        int entry = entryOf(thread);
        Context there = NEARBY[entry];
        if (there == null || there.thread == thread || !there.thread.isAlive()) {
            NEARBY[entry] = context;
        }
    }

    /** The calling thread's context, or null. */
    static @Nullable Context find() {
        Thread thread = Thread.currentThread();
        Context context = NEARBY[entryOf(thread)];
        return context != null && context.thread == thread ? context : CONTEXTS.get();
    }

    /** Gives the calling thread another context, or takes its context away. */
    static void set(@Nullable Context context) {
        Thread thread = Thread.currentThread();
        // Not removed where it is none: to come again would make garbage.
        CONTEXTS.set(context);
        if (context != null) {
            takeEntry(thread, context);
            return;
        }
        int entry = entryOf(thread);
        Context there = NEARBY[entry];
        if (there != null && there.thread == thread) {
            NEARBY[entry] = null;
        }
    }
}
