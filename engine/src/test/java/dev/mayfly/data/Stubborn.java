package dev.mayfly.data;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.HeapAllocator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what is freed, and throws where it is told to. */
final class Stubborn implements Allocator {

    /** Freed blocks in order, refused ones included. */
    final List<Long> freed = new ArrayList<>();

    private final Map<Long, RuntimeException> refused = new HashMap<>();

    void refuse(long address, RuntimeException with) {
        refused.put(address, with);
    }

    void refuseNothing() {
        refused.clear();
    }

    @Override
    public long allocNonZeroed(long size, long alignment) {
        return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
    }

    @Override
    public void free(long address, long size) {
        if (address == NULL) {
            return;
        }
        freed.add(address);
        RuntimeException failure = refused.get(address);
        if (failure != null) {
            throw failure;
        }
        HeapAllocator.INSTANCE.free(address, size);
    }

    @Override
    public String toString() {
        return "Stubborn";
    }
}
