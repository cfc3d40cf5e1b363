package dev.mayfly.debug;

import dev.mayfly.alloc.GeneralAllocator;

/**
 * The process-wide default whose leak check runs when the program ends: {@link
 * GeneralAllocator#shared()}, tracked.
 *
 * <p>Pick it where a program without contexts wants to know of its leaks. In debug builds it is the
 * general allocator of every context and loop that was told no other, so nobody needs to name it
 * there:
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="global"}
 *
 * <p><b>Features:</b> those of the general allocator, and asking.
 *
 * <p><b>Design:</b> a {@link TrackingAllocator} called "global" with every default: guards, full
 * traces where a line is not known otherwise, and an exception for a bad free. Its first use
 * installs the {@link ExitReport}.
 *
 * <p><b>Cost:</b> as {@link TrackingAllocator}.
 *
 * <p><b>Lifetime:</b> the program's; closing it does nothing.
 *
 * <p><b>Thread:</b> any.
 */
public final class GlobalAllocator {

    /** The one that there is. */
    public static final TrackingAllocator INSTANCE =
            TrackingAllocator.builder(GeneralAllocator.shared())
                    .name("global")
                    .unclosable()
                    .build();

    static {
        Trackers.unwatch(INSTANCE);
        ExitReport.install();
    }

    private GlobalAllocator() {}
}
