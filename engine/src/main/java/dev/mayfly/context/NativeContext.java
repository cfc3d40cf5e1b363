package dev.mayfly.context;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.NativeAllocator;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeLayout;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What native code sees of a context at one depth of scopes. Each depth has its own, so that what a
 * callback shows to the native code that it calls is not seen by the native code that called it.
 */
final class NativeContext {

    private static final long ALLOCATOR = NativeLayout.offset(NativeLayout.CONTEXT, "allocator");
    private static final long TEMP_ALLOCATOR =
            NativeLayout.offset(NativeLayout.CONTEXT, "temp_allocator");
    private static final long USER_POINTER =
            NativeLayout.offset(NativeLayout.CONTEXT, "user_pointer");
    private static final long USER_INDEX = NativeLayout.offset(NativeLayout.CONTEXT, "user_index");

    private static final long PROCEDURE = NativeLayout.offset(NativeLayout.ALLOCATOR, "procedure");
    private static final long DATA = NativeLayout.offset(NativeLayout.ALLOCATOR, "data");

    /** Freed when nobody has the context any more. */
    private final MemorySegment memory = Arena.ofAuto().allocate(NativeLayout.CONTEXT);

    private final long address = memory.address();

    private @Nullable NativeAllocator allocator;
    private @Nullable NativeAllocator tempAllocator;

    NativeContext() {
        Memory.putLong(address + ALLOCATOR + PROCEDURE, NativeAllocator.procedure());
        Memory.putLong(address + TEMP_ALLOCATOR + PROCEDURE, NativeAllocator.procedure());
    }

    /** Writes down what a context says now. */
    long show(Context context) {
        NativeAllocator general = faceOf(context.allocator(), allocator);
        NativeAllocator temp = faceOf(context.tempAllocator(), tempAllocator);
        allocator = general;
        tempAllocator = temp;
        Memory.putLong(address + ALLOCATOR + DATA, general.data());
        Memory.putLong(address + TEMP_ALLOCATOR + DATA, temp.data());
        Memory.putLong(address + USER_POINTER, pointer(context.userData()));
        Memory.putLong(address + USER_INDEX, context.userIndex());
        return address;
    }

    private static NativeAllocator faceOf(Allocator asked, @Nullable NativeAllocator last) {
        return last != null && last.isOf(asked) ? last : NativeAllocator.of(asked);
    }

    private static long pointer(@Nullable Object data) {
        return data instanceof MemorySegment segment && segment.isNative()
                ? segment.address()
                : Memory.NULL;
    }
}
