package dev.mayfly.alloc.proof;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every allocator there is. A new one gets a line here, and with it the random programs, the
 * workloads on many threads and the race hunt, whatever of it its features allow.
 */
final class Family {

    private static final long MIB = 1 << 20;

    static final List<Member> ALL =
            List.of(
                    Member.of("HeapAllocator", () -> HeapAllocator.INSTANCE)
                            .withRoomFor(Long.MAX_VALUE),
                    Member.of("FrameArena", Family::frameArena)
                            .keeping(8 * MIB)
                            .withRoomFor(4 * MIB)
                            .left(FrameArena.class, FrameArena::used)
                            .held(FrameArena.class, FrameArena::committed)
                            .upkeep(FrameArena.class, FrameArena::trim)
                            .save(FrameArena.class, FrameArena::savepoint),
                    Member.of("FixedBufferAllocator", in(MIB, FixedBufferAllocator::new))
                            .keeping(2 * MIB)
                            .withRoomFor(MIB - 64)
                            .left(FixedBufferAllocator.class, FixedBufferAllocator::used)
                            .save(FixedBufferAllocator.class, FixedBufferAllocator::savepoint),
                    Member.of(
                                    "LimitAllocator",
                                    () -> new LimitAllocator(HeapAllocator.INSTANCE, MIB))
                            .keeping(2 * MIB)
                            .withRoomFor(MIB)
                            .left(LimitAllocator.class, LimitAllocator::used),
                    Member.of(
                                    "LimitAllocator with room",
                                    () -> new LimitAllocator(HeapAllocator.INSTANCE))
                            .withRoomFor(Long.MAX_VALUE)
                            .left(LimitAllocator.class, LimitAllocator::used));

    private Family() {}

    static Member member(String name) {
        return ALL.stream().filter(member -> member.name().equals(name)).findAny().orElseThrow();
    }

    /** Those that any thread may call, and that have room for many threads. */
    static List<Member> threadSafe() {
        return ALL.stream().filter(Family::isThreadSafe).toList();
    }

    private static boolean isThreadSafe(Member member) {
        try (Allocator allocator = member.create()) {
            return allocator.features().containsAll(Set.of(Feature.THREAD_SAFE, Feature.REUSE))
                    && member.room() >= 64 * MIB;
        }
    }

    private static FrameArena frameArena() {
        return FrameArena.builder().reserve(4 * MIB).trimAfter(3).build();
    }

    /** Makes allocators, one after another, in the same dirty buffer at an odd address. */
    private static Supplier<Allocator> in(
            long size, Function<MemorySegment, ? extends Allocator> maker) {
        MemorySegment buffer = Arena.global().allocate(size, 64);
        return () -> {
            buffer.fill((byte) 0xAA);
            return maker.apply(buffer.asSlice(3));
        };
    }
}
