package dev.mayfly.bench.frame;

import org.jspecify.annotations.Nullable;

import java.util.function.IntFunction;

/** The ways of getting memory for a tick, in the order in which a reader wants to see them. */
enum FrameWay {
    OBJECTS(
            "java-objects",
            "plain Java objects and collections, made anew in each tick",
            false,
            _ -> new ObjectsFrame()),
    POOLED(
            "java-pooled",
            "Java objects from pools and lists that are cleared and kept",
            false,
            _ -> new PooledFrame()),
    ARRAYS(
            "java-arrays",
            "primitive Java arrays that are kept and only ever grow: the fairest Java",
            true,
            _ -> new ArraysFrame()),
    MEMORY_STACK(
            "lwjgl-stack",
            "LWJGL MemoryStack, made large enough for any tick instead of its own 64 KiB",
            true,
            StackFrame::new),
    MALLOC(
            "lwjgl-malloc",
            "LWJGL memAlloc, memRealloc and memFree in each tick",
            true,
            _ -> new MallocFrame()),
    CONFINED_ARENA(
            "ffm-arena",
            "the JDK's Arena.ofConfined(), opened and closed in each tick",
            false,
            _ -> new ConfinedArenaFrame()),
    RAW("mayfly-raw", "Mayfly's FrameArena by raw addresses", true, _ -> new RawFrame()),
    SAFE(
            "mayfly-safe",
            "Mayfly's FrameArena by segments that are checked and end with the tick",
            false,
            _ -> new SafeFrame()),
    DATA(
            "mayfly-data",
            "Mayfly's dynamic arrays and @NativeStruct arrays over a FrameArena",
            true,
            _ -> new DataFrame());

    final String id;
    final String description;

    /** Whether a tick makes no Java garbage at all once everything has its size. */
    final boolean claimsNoGarbage;

    private final IntFunction<Frame> maker;

    FrameWay(String id, String description, boolean claimsNoGarbage, IntFunction<Frame> maker) {
        this.id = id;
        this.description = description;
        this.claimsNoGarbage = claimsNoGarbage;
        this.maker = maker;
    }

    /** A new frame, the caller's to close, for a world of so many enemies. */
    Frame make(int enemies) {
        return maker.apply(enemies);
    }

    /** The way of that name; null if there is none. */
    static @Nullable FrameWay named(String id) {
        for (FrameWay way : values()) {
            if (way.id.equals(id)) {
                return way;
            }
        }
        return null;
    }
}
