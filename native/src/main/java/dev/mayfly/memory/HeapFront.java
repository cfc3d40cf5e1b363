package dev.mayfly.memory;

import org.lwjgl.system.MemoryUtil.MemoryAllocator;

/**
 * An allocator of LWJGL's that stands in front of the heap and asks Mayfly's allocators, some of
 * which take their memory from {@link Malloc}. That goes past it, or the two would ask each other
 * for ever.
 */
public interface HeapFront extends MemoryAllocator {

    /**
     * What is behind it.
     *
     * @return the heap that LWJGL would have without it, always the same
     */
    MemoryAllocator heap();
}
