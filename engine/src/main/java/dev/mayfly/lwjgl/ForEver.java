package dev.mayfly.lwjgl;

import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.Contextless;

/**
 * Initialises classes of LWJGL that allocate as they do, and keep it for ever. Where {@link
 * ContextMemoryAllocator} is installed, that would come from whatever the context says at the
 * moment, an arena perhaps, and be gone with it.
 */
final class ForEver {

    private ForEver() {}

    /** Runs code that initialises a class, with the heap as the context's allocator. */
    @Contextless
    @SuppressWarnings("contextless") // it asks first
    static void run(Runnable initialise) {
        if (!Context.isPresent()) {
            initialise.run();
            return;
        }
        try (var _ = Context.use(HeapAllocator.INSTANCE)) {
            initialise.run();
        }
    }
}
