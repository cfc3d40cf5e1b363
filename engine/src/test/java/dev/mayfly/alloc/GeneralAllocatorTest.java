package dev.mayfly.alloc;

class GeneralAllocatorTest extends AllocatorContract {

    @Override
    Allocator create() {
        return GeneralAllocator.create();
    }
}
