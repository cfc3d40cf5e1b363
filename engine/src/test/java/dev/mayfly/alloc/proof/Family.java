package dev.mayfly.alloc.proof;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuddyAllocator;
import dev.mayfly.alloc.DynamicArena;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FixedBufferAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.NilAllocator;
import dev.mayfly.alloc.PanicAllocator;
import dev.mayfly.alloc.PoolAllocator;
import dev.mayfly.alloc.RegionHeap;
import dev.mayfly.alloc.ResidueAllocator;
import dev.mayfly.alloc.RollbackStack;
import dev.mayfly.alloc.ScratchRing;
import dev.mayfly.alloc.StackAllocator;
import dev.mayfly.alloc.SynchronizedAllocator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

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
                            .left(LimitAllocator.class, LimitAllocator::used),
                    Member.of("GeneralAllocator", Family::general)
                            .withRoomFor(64 * MIB)
                            .left(GeneralAllocator.class, GeneralAllocator::used)
                            .held(GeneralAllocator.class, GeneralAllocator::committed)
                            .upkeep(GeneralAllocator.class, GeneralAllocator::trim),
                    Member.of("GeneralAllocator region", new Region())
                            .withRoomFor(64 * MIB)
                            .left(GeneralAllocator.class, GeneralAllocator::used)
                            .upkeep(GeneralAllocator.class, GeneralAllocator::trim),
                    Member.of(
                                    "PoolAllocator",
                                    in(MIB / 4, buffer -> PoolAllocator.over(buffer, 256, 64)))
                            .upTo(256, 64)
                            .withRoomFor(64_000)
                            .left(PoolAllocator.class, pool -> 256 * pool.live()),
                    Member.of("BuddyAllocator", () -> BuddyAllocator.create(MIB))
                            .left(BuddyAllocator.class, BuddyAllocator::used),
                    Member.of("RegionHeap", () -> RegionHeap.create("proof"))
                            .withRoomFor(Long.MAX_VALUE),
                    Member.of("StackAllocator", Family::stack)
                            .keeping(8 * MIB)
                            .left(StackAllocator.class, StackAllocator::used)
                            .save(StackAllocator.class, StackAllocator::push),
                    new Standing(below -> new RollbackStack(below, MIB / 16))
                            .member("RollbackStack", RollbackStack.class, RollbackStack::held),
                    new Standing(below -> new ScratchRing(below, MIB / 4))
                            .member("ScratchRing", ScratchRing.class, ScratchRing::size),
                    new Standing(below -> new DynamicArena(below, MIB / 16, MIB / 64))
                            .member("DynamicArena", DynamicArena.class, DynamicArena::held),
                    Member.of("NilAllocator", () -> NilAllocator.INSTANCE),
                    Member.of("PanicAllocator", () -> PanicAllocator.INSTANCE),
                    Member.of("SynchronizedAllocator", new Guarded()).withRoomFor(64 * MIB),
                    Member.of("FailingAllocator", Family::failing)
                            .left(FailingAllocator.class, FailingAllocator::liveBytes),
                    Member.of(
                            "ResidueAllocator",
                            () -> new ResidueAllocator(HeapAllocator.INSTANCE)));

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

    private static StackAllocator stack() {
        return StackAllocator.builder().reserve(4 * MIB).build();
    }

    private static GeneralAllocator general() {
        return GeneralAllocator.builder().reserve(256 * MIB).build();
    }

    private static FailingAllocator failing() {
        return new FailingAllocator(HeapAllocator.INSTANCE, request -> request.index() % 100 == 99);
    }

    /** Regions, one after another, of one allocator that has other blocks too. */
    private static final class Region implements Supplier<Allocator> {

        private final GeneralAllocator whole = general();

        @Override
        public Allocator get() {
            whole.alloc(16);
            return whole.region("proof");
        }
    }

    /** Allocators, one after another, that pass large blocks on to one that counts. */
    private static final class Standing implements Supplier<Allocator> {

        private final Function<Allocator, Allocator> maker;
        private LimitAllocator below = new LimitAllocator(HeapAllocator.INSTANCE);

        Standing(Function<Allocator, Allocator> maker) {
            this.maker = maker;
        }

        @Override
        public Allocator get() {
            below = new LimitAllocator(HeapAllocator.INSTANCE);
            return maker.apply(below);
        }

        /**
         * @param own what it has from below for itself, or will have
         */
        <A extends Allocator> Member member(String name, Class<A> type, ToLongFunction<A> own) {
            return Member.of(name, this)
                    .withRoomFor(Long.MAX_VALUE)
                    .held(type, made -> Math.max(0, below.used() - own.applyAsLong(made)));
        }
    }

    /** Locks over an allocator that is not for every thread, and that has to be closed. */
    private static final class Guarded implements Supplier<Allocator> {

        private BuddyAllocator below = BuddyAllocator.create(MIB);

        @Override
        public Allocator get() {
            below.close();
            below = BuddyAllocator.create("below", 64 * MIB, 256);
            return new SynchronizedAllocator(below);
        }
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
