package dev.mayfly.alloc;

/** Finds whose blocks they are behind allocators that hand their calls on. Debug builds only. */
final class Bottom {

    private Bottom() {}

    static Allocator of(Allocator allocator) {
        Allocator at = allocator;
        Allocator below = at.below();
        while (below != at) {
            at = below;
            below = at.below();
        }
        return at;
    }
}
