package dev.mayfly.alloc;

import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeProcedure;

import org.jspecify.annotations.Nullable;

/** What C's calls of an allocator come to. Nothing that is thrown leaves this class. */
final class NativeCalls {

    // As in mayfly.h.
    static final int ALLOC = 0;
    static final int ALLOC_NON_ZEROED = 1;
    static final int RESIZE = 2;
    static final int RESIZE_NON_ZEROED = 3;
    static final int FREE = 4;
    static final int FREE_ALL = 5;

    private static final int OK = 0;

    private static final ThreadLocal<@Nullable Throwable> FAILURE = new ThreadLocal<>();

    private NativeCalls() {}

    static int call(
            long data,
            int operation,
            long size,
            long alignment,
            long block,
            long oldSize,
            long result) {
        try {
            Allocator allocator = NativeAllocator.meantBy(data);
            long made = run(allocator, operation, size, alignment, block, oldSize);
            if (allocator instanceof BumpAllocator arena) {
                arena.lend();
            }
            Memory.putLong(result, made);
            return OK;
        } catch (Throwable failure) {
            FAILURE.set(failure);
            return failure instanceof MemoryException known
                    ? code(known.error())
                    : NativeProcedure.THROWN;
        }
    }

    private static long run(
            Allocator allocator,
            int operation,
            long size,
            long alignment,
            long block,
            long oldSize) {
        return switch (operation) {
            case ALLOC -> allocator.alloc(size, alignment);
            case ALLOC_NON_ZEROED -> allocator.allocNonZeroed(size, alignment);
            case RESIZE -> allocator.resize(block, oldSize, size, alignment);
            case RESIZE_NON_ZEROED -> allocator.resizeNonZeroed(block, oldSize, size, alignment);
            case FREE -> {
                allocator.free(block, oldSize);
                yield Allocator.NULL;
            }
            case FREE_ALL -> {
                allocator.freeAll();
                yield Allocator.NULL;
            }
            default ->
                    throw new MemoryException(
                            MemoryError.NOT_IMPLEMENTED,
                            "native code asks %s for operation %d: compile it against this version's mayfly.h"
                                    .formatted(allocator, operation));
        };
    }

    /** The number that an error has in mayfly.h. */
    static int code(MemoryError error) {
        return switch (error) {
            case OUT_OF_MEMORY -> 1;
            case FRAGMENTATION -> 2;
            case BUFFER_TOO_LARGE -> 3;
            case DOUBLE_FREE -> 4;
            case INVALID_POINTER -> 5;
            case INVALID_ARGUMENT -> 6;
            case NOT_IMPLEMENTED -> 7;
        };
    }

    static @Nullable Throwable takeFailure() {
        Throwable failure = FAILURE.get();
        FAILURE.remove();
        return failure;
    }
}
