package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.Contextless;

import org.jspecify.annotations.Nullable;

/** Who makes the next block that a library asks for. Called from native code, on any thread. */
interface Source {

    /**
     * Who makes a block now.
     *
     * @return an allocator that the calling thread may use
     */
    @Contextless
    Allocator now();

    /** Always the same one; on threads that must not use it, the heap. */
    static Source of(Allocator allocator) {
        boolean anyThread = allocator.features().contains(Feature.THREAD_SAFE);
        return new Fixed(allocator, anyThread ? null : Thread.currentThread());
    }

    /**
     * An allocator that its user has named.
     *
     * @param allocator who
     * @param owner the one thread that may use it; null if any may
     */
    record Fixed(Allocator allocator, @Nullable Thread owner) implements Source {

        @Override
        public Allocator now() {
            return owner == null || owner == Thread.currentThread()
                    ? allocator
                    : HeapAllocator.INSTANCE;
        }
    }

    /** The current context's. */
    enum OfContext implements Source {

        /** Where there is no context, the heap. */
        ANY {
            @Override
            @SuppressWarnings("contextless") // it asks first
            public Allocator now() {
                return Context.isPresent() ? Context.current().allocator() : HeapAllocator.INSTANCE;
            }
        },

        /**
         * If it leaves blocks to whoever has them: one that can take all back at once will do so
         * when the game is done with them, which a library that keeps them is not.
         */
        LASTING {
            @Override
            public Allocator now() {
                Allocator current = ANY.now();
                return current == HeapAllocator.INSTANCE
                                || current.features().contains(Feature.FREE_ALL)
                        ? Context.defaultAllocator()
                        : current;
            }
        }
    }
}
