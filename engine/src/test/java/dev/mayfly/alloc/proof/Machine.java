package dev.mayfly.alloc.proof;

import static dev.mayfly.alloc.Allocator.DEFAULT_ALIGNMENT;
import static dev.mayfly.alloc.Allocator.NULL;
import static dev.mayfly.alloc.Allocator.UNKNOWN_SIZE;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.alloc.AllocationInfo;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Runs the steps of a random program on an allocator and compares what it does with the {@link
 * Model}. What a step must do follows from the {@link Feature features}: the same program runs on
 * every allocator.
 *
 * <p>It holds everywhere that a new block overlaps no live one, is aligned, and reads as zero where
 * that was asked for; that every block keeps what was written into it until it is freed; and that a
 * call that fails changes nothing.
 */
final class Machine implements AutoCloseable {

    private static final int MOST_SAVE_POINTS = 40;
    private static final int MISUSES = 12;

    /** So often a program may find out that memory is full before it makes room. */
    private static final int REFUSALS_IN_A_ROW = 8;

    /** Bytes; where blocks that are larger go, the system's malloc may decide. */
    private static final long MOST_TO_REPEAT = 16_000;

    private static final long SEED_STRIDE = 0xD134_2543_DE82_EF95L;
    private static final Set<MemoryError> NO_MEMORY =
            EnumSet.of(
                    MemoryError.OUT_OF_MEMORY,
                    MemoryError.FRAGMENTATION,
                    MemoryError.BUFFER_TOO_LARGE);

    private final Member member;
    private final Allocator allocator;
    private final Set<Feature> features;
    private final int mostBlocks;
    private final long heldWhenFresh;
    private final Model model;
    private final Deque<AutoCloseable> points = new ArrayDeque<>();
    private long lastSeed;
    private int refusals;

    /**
     * @param mostBlocks how many blocks are live at once at most
     */
    Machine(Member member, int mostBlocks) {
        this.member = member;
        this.allocator = member.create();
        this.features = EnumSet.noneOf(Feature.class);
        this.features.addAll(allocator.features());
        this.mostBlocks = mostBlocks;
        this.heldWhenFresh = member.held().applyAsLong(allocator);
        this.model = new Model(offers(Feature.REUSE) || freesOnlyNewest());
    }

    private boolean offers(Feature feature) {
        return features.contains(feature);
    }

    private boolean freesOnlyNewest() {
        return offers(Feature.FREE_NEWEST) && !offers(Feature.FREE);
    }

    void step(Operation operation, long wantedSize, long wantedAlignment, int pick) {
        long size = (wantedSize - 1) % member.maxSize() + 1;
        long alignment = Math.min(wantedAlignment, member.maxAlignment());
        switch (operation) {
            case ALLOC, ALLOC_NON_ZEROED, ALLOC_BY_RESIZE, SEGMENT, SEGMENT_NON_ZEROED ->
                    allocate(operation, size, alignment, pick);
            case RESIZE, RESIZE_NON_ZEROED -> resize(operation, size, alignment, pick);
            case FREE, FREE_UNKNOWN_SIZE, FREE_BY_RESIZE -> free(operation, pick);
            case FREE_ALL -> freeAll(size, alignment, pick);
            case SAVE -> save();
            case RESTORE -> restore();
            case QUERY -> query(size, pick);
            case NOTHING -> nothing(alignment);
            case MISUSE -> misuse(size, alignment, pick);
            case UPKEEP -> member.upkeep().accept(allocator);
        }
    }

    // Allocating.

    private void allocate(Operation operation, long size, long alignment, int pick) {
        if (!offers(Feature.ALLOC)) {
            mustRefuse(operation, size, alignment);
            return;
        }
        if (isFull(size, alignment)) {
            giveRoom(pick);
            return;
        }
        long left = leftIfRefusable(size, alignment);
        Object made;
        try {
            made = request(operation, size, alignment);
        } catch (MemoryException refusal) {
            checkRefusal(refusal, size, alignment, left);
            if (++refusals % REFUSALS_IN_A_ROW == 0) {
                giveRoom(pick);
            }
            return;
        }
        MemorySegment segment = made instanceof MemorySegment view ? view : null;
        long address = segment == null ? (Long) made : segment.address();
        if (segment != null && segment.byteSize() != size) {
            throw new AssertionError(
                    "a segment of %d bytes has %d".formatted(size, segment.byteSize()));
        }
        boolean zeroed =
                operation != Operation.ALLOC_NON_ZEROED
                        && operation != Operation.SEGMENT_NON_ZEROED;
        Block block = block(address, size, alignment, model.depth(), segment);
        model.add(block);
        if (zeroed) {
            Pattern.checkZero(address, size);
        }
        Pattern.write(address, size, block.seed());
    }

    /** The address or the segment. */
    private Object request(Operation operation, long size, long alignment) {
        return switch (operation) {
            case ALLOC -> allocator.alloc(size, alignment);
            case ALLOC_NON_ZEROED -> allocator.allocNonZeroed(size, alignment);
            case ALLOC_BY_RESIZE -> allocator.resize(NULL, 0, size, alignment);
            case SEGMENT -> allocator.allocate(size, alignment);
            default -> allocator.allocateNonZeroed(size, alignment);
        };
    }

    private Block block(long address, long size, long alignment, int depth, MemorySegment segment) {
        if (address == NULL) {
            throw new AssertionError("%d bytes are at NULL".formatted(size));
        }
        if ((address & (alignment - 1)) != 0) {
            throw new AssertionError("0x%x is not aligned to %d".formatted(address, alignment));
        }
        lastSeed += SEED_STRIDE;
        return new Block(address, size, alignment, lastSeed, depth, segment);
    }

    /** Of an allocator that hands out nothing; panicking is an error that nobody catches. */
    private void mustRefuse(Operation operation, long size, long alignment) {
        try {
            request(operation, size, alignment);
        } catch (MemoryException | AssertionError refusal) {
            return;
        }
        throw new AssertionError(allocator + " says that it does not allocate, and does");
    }

    private boolean isFull(long size, long alignment) {
        return model.count() >= mostBlocks
                || model.owed() + Model.cost(size, alignment) > member.keeps();
    }

    private void giveRoom(int pick) {
        if (offers(Feature.REUSE) || freesOnlyNewest()) {
            free(Operation.FREE, pick);
        } else if (!points.isEmpty()) {
            restore();
        } else {
            giveEverythingBack();
        }
    }

    private void checkRefusal(MemoryException refusal, long size, long alignment, long left) {
        if (!NO_MEMORY.contains(refusal.error())) {
            throw new AssertionError("refused for a wrong reason", refusal);
        }
        if (mustSucceed(size, alignment)) {
            throw new AssertionError(
                    "refused %d bytes at alignment %d although at most %d of %d are taken"
                            .formatted(size, alignment, model.owed(), member.room()),
                    refusal);
        }
        checkLeft(left);
    }

    private boolean mustSucceed(long size, long alignment) {
        return Model.cost(size, alignment) <= member.room() - model.owed();
    }

    /** Counting may take longer than allocating, and is in vain where nothing may be refused. */
    private long leftIfRefusable(long size, long alignment) {
        return mustSucceed(size, alignment) ? -1 : left();
    }

    // Resizing.

    private void resize(Operation operation, long size, long alignment, int pick) {
        if (model.count() == 0) {
            allocate(Operation.ALLOC_BY_RESIZE, size, alignment, pick);
            return;
        }
        int index = model.index(pick);
        Block old = model.get(index);
        boolean zeroed = operation == Operation.RESIZE;
        if (!offers(Feature.RESIZE)) {
            mustFail(MemoryError.NOT_IMPLEMENTED, () -> resized(old, size, alignment, zeroed));
            return;
        }
        if (isFull(size, alignment)) {
            giveRoom(pick);
            return;
        }
        check(old);
        long left = leftIfRefusable(size, alignment);
        long address;
        try {
            address = resized(old, size, alignment, zeroed);
        } catch (MemoryException refusal) {
            checkRefusal(refusal, size, alignment, left);
            check(old);
            return;
        }
        boolean moved = address != old.address();
        Block block = block(address, size, alignment, moved ? model.depth() : old.depth(), null);
        model.replace(index, block);
        long kept = Math.min(old.size(), size);
        Pattern.check(address, kept, old.seed());
        if (zeroed) {
            Pattern.checkZero(address + kept, size - kept);
        }
        Pattern.write(address, size, block.seed());
    }

    private long resized(Block old, long size, long alignment, boolean zeroed) {
        return zeroed
                ? allocator.resize(old.address(), old.size(), size, alignment)
                : allocator.resizeNonZeroed(old.address(), old.size(), size, alignment);
    }

    // Giving back.

    private void free(Operation operation, int pick) {
        if (model.count() == 0) {
            return;
        }
        int index = model.index(pick);
        if (freesOnlyNewest()) {
            index = pick % 16 == 15 ? index : model.count() - 1;
        }
        Block block = model.get(index);
        if (!offers(Feature.FREE) && !offers(Feature.FREE_NEWEST)) {
            mustFail(
                    MemoryError.NOT_IMPLEMENTED,
                    () -> allocator.free(block.address(), block.size()));
        } else if (freesOnlyNewest() && !model.isNewest(index)) {
            mustFail(
                    MemoryError.INVALID_ARGUMENT,
                    () -> allocator.free(block.address(), block.size()));
        } else if (freesOnlyNewest() && block.depth() < model.depth()) {
            // Older than the innermost save point, which will want to close over it.
            check(block);
        } else if (operation == Operation.FREE_UNKNOWN_SIZE && !offers(Feature.UNKNOWN_SIZE)) {
            mustFail(
                    MemoryError.NOT_IMPLEMENTED,
                    () -> allocator.free(block.address(), UNKNOWN_SIZE));
        } else {
            check(model.remove(index));
            give(operation, block);
        }
    }

    private void give(Operation operation, Block block) {
        if (operation == Operation.FREE_BY_RESIZE && offers(Feature.RESIZE)) {
            long address = allocator.resize(block.address(), block.size(), 0, block.alignment());
            if (address != NULL) {
                throw new AssertionError("resizing to 0 bytes yields 0x%x".formatted(address));
            }
        } else if (operation == Operation.FREE_UNKNOWN_SIZE) {
            allocator.free(block.address(), UNKNOWN_SIZE);
        } else {
            allocator.free(block.address(), block.size());
        }
    }

    private void freeAll(long size, long alignment, int pick) {
        if (!offers(Feature.FREE_ALL)) {
            mustFail(MemoryError.NOT_IMPLEMENTED, allocator::freeAll);
            return;
        }
        if (!points.isEmpty()) {
            mustFail(MemoryError.INVALID_ARGUMENT, allocator::freeAll);
            restoreAll();
        }
        checkEverything();
        clear();
        if (offers(Feature.REPEATABLE) && offers(Feature.ALLOC) && pick % 4 == 0) {
            long[] first = sequence(size, alignment);
            clear();
            long[] second = sequence(size, alignment);
            clear();
            if (!Arrays.equals(first, second)) {
                throw new AssertionError(
                        "the same requests after freeAll got other addresses: %s, then %s"
                                .formatted(Arrays.toString(first), Arrays.toString(second)));
            }
        }
    }

    private void clear() {
        allocator.freeAll();
        model.clear();
        checkLeftIsNothing();
    }

    private long[] sequence(long size, long alignment) {
        long[] addresses = new long[8];
        for (int i = 0; i < addresses.length; i++) {
            try {
                long part = (Math.min(size, MOST_TO_REPEAT) >> i) + 1;
                addresses[i] = allocator.alloc(part, Math.min(alignment, DEFAULT_ALIGNMENT));
            } catch (MemoryException noRoom) {
                addresses[i] = NULL;
            }
        }
        return addresses;
    }

    private void save() {
        if (offers(Feature.SAVE_POINTS) && points.size() < MOST_SAVE_POINTS) {
            points.push(member.save().apply(allocator));
            model.save();
        }
    }

    private void restore() {
        if (points.isEmpty()) {
            return;
        }
        for (int i = model.count() - 1; i >= 0; i--) {
            Block block = model.get(i);
            if (block.depth() >= model.depth()) {
                check(block);
            }
        }
        close(points.pop());
        model.restore();
    }

    private void restoreAll() {
        while (!points.isEmpty()) {
            restore();
        }
    }

    private static void close(AutoCloseable point) {
        try {
            point.close();
        } catch (MemoryException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError("a save point does not close", failure);
        }
    }

    /** Ends the program: gives everything back, and nothing may be left then. */
    void finish() {
        restoreAll();
        checkEverything();
        giveEverythingBack();
        member.checkNothingIsLeft(allocator, heldWhenFresh);
        allocator.close();
    }

    /** One by one if that can be done, all at once if not, or if that gives more. */
    private void giveEverythingBack() {
        boolean oneByOne = offers(Feature.FREE) || offers(Feature.FREE_NEWEST);
        while (oneByOne && model.count() > 0) {
            Block block = model.remove(model.count() - 1);
            check(block);
            allocator.free(block.address(), block.size());
        }
        if (offers(Feature.FREE_ALL) && !offers(Feature.REUSE)) {
            allocator.freeAll();
            model.clear();
        }
    }

    // What changes nothing.

    private void query(long size, int pick) {
        if (model.count() == 0) {
            return;
        }
        Block block = model.get(model.index(pick));
        long address = block.address() + size % block.size();
        if (!offers(Feature.QUERY)) {
            mustFail(MemoryError.NOT_IMPLEMENTED, () -> allocator.query(address));
            return;
        }
        checkInfo(block, block.address(), allocator.query(block.address()));
        checkInfo(block, address, allocator.query(address));
    }

    private static void checkInfo(Block block, long address, AllocationInfo info) {
        // Who records blocks knows the one around an address, who does not knows the address.
        boolean right =
                info.size() == UNKNOWN_SIZE
                        ? info.address() == address
                        : info.address() == block.address() && info.size() >= block.size();
        if (!right) {
            throw new AssertionError("asked for an address in %s: %s".formatted(block, info));
        }
    }

    private void nothing(long alignment) {
        long left = left();
        boolean nothing =
                allocator.alloc(0, alignment) == NULL
                        && allocator.allocNonZeroed(0, alignment) == NULL
                        && allocator.allocate(0, alignment).byteSize() == 0;
        allocator.free(NULL, 0);
        allocator.free(NULL, 100);
        if (!nothing) {
            throw new AssertionError("size 0 got something");
        }
        checkLeft(left);
    }

    private void misuse(long size, long alignment, int pick) {
        int kind = Math.floorMod(pick, MISUSES);
        switch (kind) {
            case 0 -> mustFail(MemoryError.INVALID_ARGUMENT, () -> allocator.alloc(-size, 8));
            case 1 ->
                    mustFail(
                            MemoryError.INVALID_ARGUMENT,
                            () -> allocator.allocNonZeroed(size, 3 * alignment));
            default -> {
                if (offers(Feature.ALLOC)) {
                    misuseOfOneThatAllocates(kind, size, alignment, pick);
                }
            }
        }
    }

    private void misuseOfOneThatAllocates(int kind, long size, long alignment, int pick) {
        switch (kind) {
            case 2 ->
                    mustFail(
                            MemoryError.INVALID_ARGUMENT,
                            () -> allocator.alloc(Long.MAX_VALUE, alignment));
            case 3 -> mustFail(NO_MEMORY, () -> allocator.alloc(1L << 55, alignment));
            case 4 -> mustFail(NO_MEMORY, () -> allocator.allocate(1L << 55, alignment));
            case 5 -> mustFail(MemoryError.INVALID_ARGUMENT, () -> allocator.allocate(size, -8));
            case 6 -> misuseOfQuery();
            case 7 -> misuseOfPoints();
            default -> {
                if (model.count() > 0) {
                    misuseOfABlock(kind, size, alignment, model.get(model.index(pick / MISUSES)));
                }
            }
        }
    }

    private void misuseOfABlock(int kind, long size, long alignment, Block block) {
        long address = block.address();
        Set<MemoryError> nonsense =
                offers(Feature.RESIZE)
                        ? EnumSet.of(MemoryError.INVALID_ARGUMENT)
                        : EnumSet.of(MemoryError.NOT_IMPLEMENTED);
        Set<MemoryError> noMemory =
                offers(Feature.RESIZE) ? NO_MEMORY : EnumSet.of(MemoryError.NOT_IMPLEMENTED);
        switch (kind) {
            case 8 ->
                    mustFail(
                            nonsense,
                            () -> allocator.resize(address, block.size(), size, 3 * alignment));
            case 9 ->
                    mustFail(
                            nonsense,
                            () ->
                                    allocator.resizeNonZeroed(
                                            address, UNKNOWN_SIZE, size, alignment));
            case 10 ->
                    mustFail(
                            noMemory,
                            () -> allocator.resize(address, block.size(), 1L << 55, alignment));
            default ->
                    mustFail(
                            nonsense,
                            () -> allocator.resize(address, block.size(), -size, alignment));
        }
        check(block);
    }

    /** Nothing was ever allocated on the first page. */
    private void misuseOfQuery() {
        mustFail(
                offers(Feature.QUERY) ? MemoryError.INVALID_POINTER : MemoryError.NOT_IMPLEMENTED,
                () -> allocator.query(16));
    }

    /** An outer save point cannot be closed before the inner ones. */
    private void misuseOfPoints() {
        if (points.size() > 1) {
            AutoCloseable outer = points.peekLast();
            mustFail(MemoryError.INVALID_ARGUMENT, () -> close(outer));
        }
    }

    private void mustFail(MemoryError error, Runnable call) {
        mustFail(EnumSet.of(error), call);
    }

    private void mustFail(Set<MemoryError> errors, Runnable call) {
        long left = left();
        try {
            call.run();
        } catch (MemoryException failure) {
            if (!errors.contains(failure.error())) {
                throw new AssertionError("failed, but not as " + errors, failure);
            }
            checkLeft(left);
            return;
        }
        throw new AssertionError("went well and should have failed as " + errors);
    }

    // Checking.

    void checkEverything() {
        for (Block block : model.blocks()) {
            check(block);
        }
        long left = left();
        if (left >= 0 && left < model.live()) {
            throw new AssertionError(
                    "says that %d bytes are allocated, and %d are".formatted(left, model.live()));
        }
    }

    private static void check(Block block) {
        Pattern.check(block.address(), block.size(), block.seed());
        MemorySegment segment = block.segment();
        if (segment != null
                && segment.get(JAVA_BYTE, block.size() - 1) != Memory.getByte(block.end() - 1)) {
            throw new AssertionError("the segment over %s is elsewhere".formatted(block));
        }
    }

    private long left() {
        return member.left().applyAsLong(allocator);
    }

    private void checkLeft(long before) {
        long now = left();
        if (now != before) {
            throw new AssertionError(
                    "a call that gave nothing changed what is allocated from %d to %d bytes"
                            .formatted(before, now));
        }
    }

    private void checkLeftIsNothing() {
        long left = left();
        if (left > 0) {
            throw new AssertionError("after freeAll %d bytes are still allocated".formatted(left));
        }
    }

    /** Closes the allocator; the program may have ended early. */
    @Override
    public void close() {
        allocator.close();
    }
}
