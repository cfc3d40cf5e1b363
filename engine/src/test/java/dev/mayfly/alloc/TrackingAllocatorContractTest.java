package dev.mayfly.alloc;

import dev.mayfly.debug.TrackingAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Tracking changes nothing that an allocator promises. */
class TrackingAllocatorContractTest {

    abstract static class Over extends AllocatorContract {

        private final Allocator below = below();

        abstract Allocator below();

        TrackingAllocator.Builder options(TrackingAllocator.Builder builder) {
            return builder;
        }

        @Override
        Allocator create() {
            return options(TrackingAllocator.builder(below)).build();
        }

        @Override
        @AfterEach
        void close() {
            super.close();
            below.close();
        }
    }

    @Nested
    class OverTheGeneralOne extends Over {
        @Override
        Allocator below() {
            return GeneralAllocator.create();
        }
    }

    @Nested
    class OverAFrameArena extends Over {
        @Override
        Allocator below() {
            return FrameArena.builder().reserve(64 << 20).build();
        }
    }

    @Nested
    class OverAStack extends Over {
        @Override
        Allocator below() {
            return new RollbackStack(HeapAllocator.INSTANCE, 1 << 20);
        }
    }

    @Nested
    class WithoutGuards extends OverTheGeneralOne {
        @Override
        TrackingAllocator.Builder options(TrackingAllocator.Builder builder) {
            return builder.guards(false);
        }
    }

    @Nested
    class WithQuarantine extends OverTheGeneralOne {
        @Override
        TrackingAllocator.Builder options(TrackingAllocator.Builder builder) {
            return builder.quarantine(1 << 20);
        }
    }

    @Nested
    class OverNothing extends Over {
        @Override
        Allocator below() {
            return NilAllocator.INSTANCE;
        }
    }
}
