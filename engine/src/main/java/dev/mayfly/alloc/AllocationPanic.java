package dev.mayfly.alloc;

/**
 * Memory was used where none may be: what {@link PanicAllocator} throws. An error and not a {@link
 * MemoryException}, so that code which copes with having no memory does not cope with this.
 */
public final class AllocationPanic extends AssertionError {

    private static final long serialVersionUID = 1L;

    /** Describes a use of memory by what was asked for and who asked. */
    AllocationPanic(String message) {
        super(message);
    }
}
