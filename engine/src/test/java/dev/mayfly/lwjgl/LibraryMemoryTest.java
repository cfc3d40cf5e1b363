package dev.mayfly.lwjgl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.alloc.SavePoint;
import dev.mayfly.context.Context;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What libraries do to their memory, without a library. */
class LibraryMemoryTest {

    private final FrameArena arena = FrameArena.create();
    private final FailingAllocator ledger = new FailingAllocator(GeneralAllocator.shared());
    private final List<LibraryMemory> made = new ArrayList<>();

    private LibraryMemory memory(Source source) {
        return memory(source, LibraryMemory.Order.ANY);
    }

    private LibraryMemory memory(Source source, LibraryMemory.Order order) {
        LibraryMemory memory = new LibraryMemory("a library", order, source);
        made.add(memory);
        return memory;
    }

    @AfterEach
    void close() {
        made.forEach(LibraryMemory::close);
        arena.close();
    }

    private static MemoryError error(LibraryMemory memory) {
        return assertInstanceOf(MemoryException.class, memory.takeFailure()).error();
    }

    @Test
    void shouldAllocateFromTheAllocatorThatItWasGiven() {
        LibraryMemory memory = memory(Source.of(arena));
        long block = memory.alloc(100);
        assertSame(arena, arena.query(block).owner());
        assertEquals(0, block % 16);
        assertEquals(1, memory.liveBlocks());
        assertEquals(100, memory.liveBytes());
        assertNull(memory.takeFailure());
    }

    @Test
    void shouldGiveABlockBackWithItsSize() {
        LibraryMemory memory = memory(Source.of(ledger));
        long one = memory.alloc(100);
        long two = memory.alloc(200);
        assertEquals(2, ledger.liveBlocks());
        memory.free(one);
        memory.free(two);
        // The ledger throws at a wrong size.
        assertNull(memory.takeFailure());
        assertEquals(0, ledger.liveBlocks());
        assertEquals(0, memory.liveBlocks());
        assertEquals(0, memory.liveBytes());
    }

    @Test
    void shouldAllocateFromWhoeverTheContextNamesNow() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        try (GeneralAllocator level = GeneralAllocator.create();
                var _ = Context.defaultContext()) {
            long inLevel;
            long inArena;
            try (var _ = Context.use(level)) {
                inLevel = memory.alloc(64);
                try (var _ = Context.use(arena)) {
                    inArena = memory.alloc(64);
                }
            }
            assertSame(level, level.query(inLevel).owner());
            assertSame(arena, arena.query(inArena).owner());
        }
    }

    @Test
    void shouldGiveABlockBackToItsMakerWhateverTheContextIs() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        FailingAllocator other = new FailingAllocator(GeneralAllocator.shared());
        try (var _ = Context.defaultContext()) {
            long block;
            try (var _ = Context.use(ledger)) {
                block = memory.alloc(64);
            }
            try (var _ = Context.use(other)) {
                memory.free(block);
            }
        }
        assertNull(memory.takeFailure());
        assertEquals(0, ledger.liveBlocks());
    }

    @Test
    void shouldResizeABlockAtItsMaker() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        try (var _ = Context.defaultContext()) {
            long block;
            try (var _ = Context.use(ledger)) {
                block = memory.alloc(16);
            }
            Memory.putLong(block, 42);
            try (var _ = Context.use(arena)) {
                block = memory.resize(block, 5000);
            }
            assertEquals(42, Memory.getLong(block));
            assertEquals(0, arena.used());
            assertEquals(5000, ledger.liveBytes());
            assertEquals(5000, memory.liveBytes());
            memory.free(block);
            assertEquals(0, ledger.liveBlocks());
        }
    }

    @Test
    void shouldAllocateFreeAndFindNothingAsRealloc() {
        LibraryMemory memory = memory(Source.of(ledger));
        long block = memory.resize(Memory.NULL, 10);
        assertEquals(10, ledger.liveBytes());
        assertEquals(Memory.NULL, memory.resize(block, 0));
        assertEquals(0, ledger.liveBlocks());
        memory.free(Memory.NULL);
        assertNull(memory.takeFailure());
        assertEquals(Memory.NULL, memory.resize(block, 20));
        assertEquals(MemoryError.INVALID_POINTER, error(memory));
    }

    @Test
    void shouldMakeABlockOfNoBytes() {
        LibraryMemory memory = memory(Source.of(ledger));
        long one = memory.alloc(0);
        long two = memory.alloc(0);
        assertNotEquals(Memory.NULL, one);
        assertNotEquals(one, two);
        memory.free(one);
        memory.free(two);
        assertNull(memory.takeFailure());
        assertEquals(0, ledger.liveBlocks());
    }

    @Test
    void shouldTakeTheHeapWhereThereIsNoContext() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        long block = memory.alloc(100);
        Memory.putLong(block + 92, 1);
        assertEquals(1, memory.liveBlocks());
        try (var _ = Context.defaultContext();
                var _ = Context.use(arena)) {
            memory.free(block);
            assertEquals(0, arena.used());
        }
        assertEquals(0, memory.liveBlocks());
        assertNull(memory.takeFailure());
    }

    @Test
    void shouldTakeTheHeapOnThreadsThatMustNotUseTheAllocator() throws InterruptedException {
        LibraryMemory memory = memory(Source.of(arena));
        AtomicLong block = new AtomicLong();
        assertNull(Elsewhere.thrown(() -> block.set(memory.alloc(100))));
        assertEquals(0, arena.used());
        assertNotEquals(Memory.NULL, block.get());
        memory.free(block.get());
        assertNull(memory.takeFailure());
    }

    @Test
    void shouldUseAnAllocatorForAnyThreadOnAnyThread() throws InterruptedException {
        LibraryMemory memory = memory(Source.of(ledger));
        AtomicLong block = new AtomicLong();
        assertNull(Elsewhere.thrown(() -> block.set(memory.alloc(100))));
        assertEquals(1, ledger.liveBlocks());
        memory.free(block.get());
        assertEquals(0, ledger.liveBlocks());
    }

    @Test
    void shouldLeaveABlockToAMakerThatIsAnotherThreads() throws InterruptedException {
        LibraryMemory memory = memory(Source.of(arena), LibraryMemory.Order.NEWEST_FIRST);
        long block = memory.alloc(100);
        long used = arena.used();
        assertNull(Elsewhere.thrown(() -> memory.free(block)));
        assertEquals(used, arena.used());
        assertEquals(0, memory.liveBlocks());
        assertNull(memory.takeFailure());
    }

    @Test
    void shouldMoveABlockThatAnotherThreadResizesToThatThread() throws InterruptedException {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        long block;
        try (var _ = Context.defaultContext();
                var _ = Context.use(arena)) {
            block = memory.alloc(16);
        }
        Memory.putLong(block, 42);
        long used = arena.used();
        AtomicLong moved = new AtomicLong();
        assertNull(Elsewhere.thrown(() -> moved.set(memory.resize(block, 100))));
        assertEquals(used, arena.used());
        assertNotEquals(block, moved.get());
        assertEquals(42, Memory.getLong(moved.get()));
        assertEquals(1, memory.liveBlocks());
        memory.free(moved.get());
        assertNull(memory.takeFailure());
    }

    /** The library has not heard of it, and the address is somebody else's. */
    @Test
    void shouldTouchNothingWhenABlockIsFreedThatItsArenaHasTakenBack() {
        LibraryMemory memory = memory(Source.of(arena));
        long block = memory.alloc(64);
        arena.freeAll();
        long games = arena.alloc(64);
        assertEquals(block, games);
        memory.free(block);
        assertEquals(64, arena.used());
        assertNull(memory.takeFailure());
        assertEquals(0, memory.liveBlocks());
    }

    @Test
    void shouldSurviveTheFreeOfABlockWhoseArenaIsClosed() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        long block;
        try (FrameArena short_ = FrameArena.create();
                var _ = Context.defaultContext();
                var _ = Context.use(short_)) {
            block = memory.alloc(64);
        }
        memory.free(block);
        assertEquals(0, memory.liveBlocks());
        assertNull(memory.takeFailure());
    }

    /** It must not be read either. */
    @Test
    void shouldFailToResizeABlockWhoseArenaIsClosed() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        long block;
        try (FrameArena short_ = FrameArena.create();
                var _ = Context.defaultContext();
                var _ = Context.use(short_)) {
            block = memory.alloc(64);
        }
        assertEquals(Memory.NULL, memory.resize(block, 128));
        assertEquals(MemoryError.INVALID_ARGUMENT, error(memory));
    }

    /** An arena that is emptied again and again gives the same addresses out. */
    @Test
    void shouldForgetABlockWhoseAddressComesAgain() {
        LibraryMemory memory = memory(Source.of(arena));
        for (int i = 1; i <= 100; i++) {
            memory.alloc(64);
            memory.alloc(i);
            assertEquals(2, memory.liveBlocks());
            assertEquals(64 + i, memory.liveBytes());
            arena.freeAll();
        }
    }

    @Test
    void shouldGiveAnArenaItsNewestBlockBackOnlyWhereTheLibraryIsAStack() {
        LibraryMemory any = memory(Source.of(arena));
        any.free(any.alloc(64));
        assertEquals(64, arena.used());
        LibraryMemory stack = memory(Source.of(arena), LibraryMemory.Order.NEWEST_FIRST);
        long one = stack.alloc(100);
        long two = stack.alloc(100);
        stack.free(two);
        stack.free(one);
        assertEquals(64, arena.used());
    }

    @Test
    void shouldTakeTheHeapWhenTheAllocatorRefusesAndSayWhy() {
        FailingAllocator none = new FailingAllocator(GeneralAllocator.shared(), _ -> true);
        LibraryMemory memory = memory(Source.of(none));
        long block = memory.alloc(100);
        assertNotEquals(Memory.NULL, block);
        assertEquals(1, none.failures());
        assertEquals(MemoryError.OUT_OF_MEMORY, error(memory));
        memory.free(block);
        assertNull(memory.takeFailure());
        assertEquals(0, memory.liveBlocks());
    }

    @Test
    void shouldGrowIntoTheHeapWhenTheAllocatorRefuses() {
        LimitAllocator limited = new LimitAllocator(ledger, 100);
        LibraryMemory memory = memory(Source.of(limited));
        long block = memory.alloc(60);
        Memory.putLong(block, 42);
        long moved = memory.resize(block, 1000);
        assertEquals(MemoryError.BUFFER_TOO_LARGE, error(memory));
        assertEquals(42, Memory.getLong(moved));
        assertEquals(0, ledger.liveBlocks());
        assertEquals(1000, memory.liveBytes());
        moved = memory.resize(moved, 10);
        memory.free(moved);
        assertNull(memory.takeFailure());
        assertEquals(0, memory.liveBlocks());
    }

    @Test
    void shouldLeaveABlockAsItWasThatCannotGrowAnywhere() {
        LibraryMemory memory = memory(Source.of(ledger));
        long block = memory.alloc(60);
        Memory.putLong(block, 42);
        assertEquals(Memory.NULL, memory.resize(block, 1L << 50));
        assertInstanceOf(MemoryException.class, memory.takeFailure());
        assertEquals(Memory.NULL, memory.resize(block, -1));
        assertInstanceOf(MemoryException.class, memory.takeFailure());
        assertEquals(Memory.NULL, memory.alloc(1L << 50));
        assertEquals(Memory.NULL, memory.alloc(-1));
        assertEquals(MemoryError.INVALID_ARGUMENT, error(memory));
        assertEquals(42, Memory.getLong(block));
        assertEquals(60, memory.liveBytes());
        memory.free(block);
        assertEquals(0, ledger.liveBlocks());
        assertNull(memory.takeFailure());
    }

    @Test
    void shouldLetNothingOutThatAnAllocatorThrows() {
        RuntimeException broken = new IllegalStateException("broken");
        AtomicBoolean allocates = new AtomicBoolean(true);
        Allocator allocator =
                new Allocator() {
                    @Override
                    public long allocNonZeroed(long size, long alignment) {
                        if (allocates.get()) {
                            return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
                        }
                        throw new StackOverflowError();
                    }

                    @Override
                    public void free(long address, long size) {
                        HeapAllocator.INSTANCE.free(address, size);
                        throw broken;
                    }

                    @Override
                    public Set<dev.mayfly.alloc.Feature> features() {
                        return HeapAllocator.INSTANCE.features();
                    }
                };
        LibraryMemory memory = memory(Source.of(allocator));
        long block = memory.alloc(16);
        memory.free(block);
        assertSame(broken, memory.takeFailure());
        block = memory.alloc(16);
        allocates.set(false);
        long fromHeap = memory.alloc(16);
        assertInstanceOf(StackOverflowError.class, memory.takeFailure());
        assertNotEquals(Memory.NULL, fromHeap);
        memory.free(fromHeap);
        assertNull(memory.takeFailure());
        assertEquals(Memory.NULL, memory.resize(block, 32));
        assertInstanceOf(StackOverflowError.class, memory.takeFailure());
        memory.free(block);
        assertSame(broken, memory.takeFailure());
    }

    @Test
    void shouldRefuseToFreeABlockTwiceOrAStrangers() {
        LibraryMemory memory = memory(Source.of(ledger));
        long block = memory.alloc(16);
        memory.free(block);
        memory.free(block);
        assertEquals(MemoryError.INVALID_POINTER, error(memory));
        long stranger = ledger.alloc(16);
        memory.free(stranger);
        assertEquals(MemoryError.INVALID_POINTER, error(memory));
        assertEquals(1, ledger.liveBlocks());
        ledger.free(stranger, 16);
    }

    @Test
    void shouldServeNobodyOnceClosed() {
        LibraryMemory memory = memory(Source.of(ledger));
        long block = memory.alloc(16);
        memory.close();
        memory.close();
        assertEquals(Memory.NULL, memory.alloc(16));
        assertEquals(MemoryError.INVALID_ARGUMENT, error(memory));
        assertEquals(Memory.NULL, memory.resize(block, 32));
        assertEquals(MemoryError.INVALID_ARGUMENT, error(memory));
        memory.free(block);
        assertEquals(MemoryError.INVALID_ARGUMENT, error(memory));
        assertEquals(1, ledger.liveBlocks(), "it stays with its maker");
        assertEquals(0, memory.liveBlocks());
        ledger.free(block, 16);
    }

    @Test
    void shouldFindAMemoryByItsNumberUntilThatIsAnothers() {
        LibraryMemory first = memory(Source.of(ledger));
        LibraryMemories.add(first);
        long block = LibraryMemories.alloc(first.number, 16);
        block = LibraryMemories.resize(first.number, block, 32);
        assertEquals(32, first.liveBytes());
        LibraryMemories.free(first.number, block);
        assertEquals(0, ledger.liveBlocks());
        first.close();
        assertEquals(Memory.NULL, LibraryMemories.alloc(first.number, 16));
        // Until one has taken its place, the first still says that it is closed.
        assertEquals(MemoryError.INVALID_ARGUMENT, error(first));
        Set<Long> numbers = new HashSet<>(Set.of(first.number));
        for (int i = 0; i < 1000; i++) {
            LibraryMemory next = memory(Source.of(ledger));
            LibraryMemories.add(next);
            assertTrue(numbers.add(next.number), "a number came again");
            next.close();
        }
        assertEquals(Memory.NULL, LibraryMemories.alloc(first.number, 16));
        assertEquals(Memory.NULL, LibraryMemories.resize(first.number, block, 16));
        LibraryMemories.free(first.number, block);
        assertEquals(Memory.NULL, LibraryMemories.alloc(0, 16));
        assertEquals(Memory.NULL, LibraryMemories.alloc(-1, 16));
        assertNull(first.takeFailure());
    }

    @Test
    void shouldKnowManyMakersAndUseTheirPlacesAgain() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        List<Long> blocks = new ArrayList<>();
        List<FailingAllocator> ledgers = new ArrayList<>();
        try (var _ = Context.defaultContext()) {
            for (int i = 0; i < 100; i++) {
                FailingAllocator each = new FailingAllocator(GeneralAllocator.shared());
                ledgers.add(each);
                try (var _ = Context.use(each)) {
                    blocks.add(memory.alloc(16 + i));
                    if (i % 3 == 0) {
                        memory.free(blocks.removeFirst());
                    }
                }
            }
        }
        blocks.forEach(memory::free);
        assertNull(memory.takeFailure());
        ledgers.forEach(each -> assertEquals(0, each.liveBlocks()));
    }

    @Test
    void shouldGiveALibraryThatKeepsBlocksNoneThatGoAllAtOnce() {
        LibraryMemory memory = memory(Source.OfContext.LASTING);
        try (GeneralAllocator level = GeneralAllocator.create();
                var _ = Context.defaultContext()) {
            long inArena;
            long inLevel;
            long inLedger;
            try (var _ = Context.use(arena)) {
                inArena = memory.alloc(16);
                assertEquals(0, arena.used());
            }
            try (var _ = Context.use(level)) {
                inLevel = memory.alloc(16);
                assertEquals(0, level.used());
            }
            try (var _ = Context.use(ledger)) {
                inLedger = memory.alloc(16);
                assertEquals(1, ledger.liveBlocks());
            }
            for (long block : new long[] {inArena, inLevel, inLedger}) {
                memory.free(block);
            }
        }
        assertNull(memory.takeFailure());
        assertEquals(0, ledger.liveBlocks());
    }

    @Test
    void shouldMakeNoGarbage() {
        LibraryMemory memory = memory(Source.OfContext.ANY);
        try (var _ = Context.defaultContext();
                var _ = Context.use(arena)) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        try (SavePoint _ = arena.savepoint()) {
                            for (int i = 0; i < 1000; i++) {
                                long block = memory.alloc(16 + i);
                                memory.free(memory.resize(block, 2000));
                            }
                        }
                    });
        }
        assertNull(memory.takeFailure());
    }

    /** Threads pass blocks on; the ledger below finds any that is freed twice or lost. */
    @Test
    void shouldKeepItsBookWhileThreadsPassBlocksOn() throws InterruptedException {
        GeneralAllocator general = GeneralAllocator.create();
        LibraryMemory memory = memory(Source.of(general));
        var passed = new java.util.concurrent.ConcurrentLinkedQueue<Long>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 5000; i++) {
                                            passed.add(memory.alloc(1 + i % 300));
                                            Long other = passed.poll();
                                            if (other != null) {
                                                memory.free(memory.resize(other, 1 + i % 700));
                                            }
                                        }
                                    }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        passed.forEach(memory::free);
        assertNull(memory.takeFailure());
        assertEquals(0, memory.liveBlocks());
        assertEquals(0, memory.liveBytes());
        general.trim();
        assertEquals(0, general.used());
        general.close();
    }
}
