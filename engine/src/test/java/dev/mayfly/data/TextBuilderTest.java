package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.memory.Memory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** {@link TextBuilder} by itself, against {@link StringBuilder}, and with allocations that fail. */
class TextBuilderTest {

    private static TextBuilder builder() {
        return TextBuilder.create(HeapAllocator.INSTANCE);
    }

    private static String text(Consumer<TextBuilder> appends) {
        try (TextBuilder builder = builder()) {
            appends.accept(builder);
            return builder.toString();
        }
    }

    @Test
    void shouldAppendEveryKindOfText() {
        assertEquals("", text(builder -> builder.append("")));
        assertEquals("a\u00e9\u20ac\uD83D\uDE00", text(b -> b.append("a\u00e9\u20ac\uD83D\uDE00")));
        assertEquals("b\u00e9", text(b -> b.append(new StringBuilder("ab\u00e9c"), 1, 3)));
        assertEquals("bc", text(b -> b.append("abcd", 1, 3)));
        assertEquals("\u20ac", text(b -> b.append('\u20ac')));
        assertEquals("\uD83D\uDE00", text(b -> b.appendCodePoint(0x1F600)));
        assertEquals("truefalse", text(b -> b.append(true).append(false)));
        assertEquals("a\n", text(b -> b.append('a').newLine()));
        assertEquals("---", text(b -> b.repeat('-', 3).repeat('x', 0)));
        byte[] utf8 = "\u00e9".getBytes(StandardCharsets.UTF_8);
        assertEquals("\u00e9", text(b -> b.append(MemorySegment.ofArray(utf8))));
    }

    @Test
    void shouldCountBytesAndCharacters() {
        try (TextBuilder builder = builder()) {
            assertTrue(builder.isEmpty());
            builder.append("a\u00e9\u20ac\uD83D\uDE00 and more than eight bytes \u00e9");
            assertEquals(1 + 2 + 3 + 4 + 27 + 2, builder.size());
            assertEquals(4 + 27 + 1, builder.codePoints());
            assertEquals(builder.size(), builder.segment().byteSize());
            assertEquals(builder.address(), builder.segment().address());
            assertTrue(builder.segment().isReadOnly());
            assertFalse(builder.isEmpty());
        }
    }

    @Test
    void shouldAppendAndInsertPartsOfItself() {
        try (TextBuilder builder = builder()) {
            builder.append("abc");
            for (int i = 0; i < 6; i++) {
                builder.append(builder.view()); // grows on the way
            }
            assertEquals("abc".repeat(64), builder.toString());
            builder.truncate(3).insert(1, builder.view()); // falls apart on both sides of the gap
            assertEquals("aabcbc", builder.toString());
            builder.insert(2, builder.view().slice(3, 6)); // all of it behind the gap
            assertEquals("aa" + "cbc" + "bcbc", builder.toString());
            builder.clear().append("0123456789012345678901234567890123456789");
            builder.append(builder.segment()); // grows under the segment
            assertEquals("0123456789".repeat(8), builder.toString());
        }
    }

    @Test
    void shouldRefuseWhatIsNoTextAndStayAsItWas() {
        try (TextBuilder builder = builder()) {
            builder.append("before");
            List<Executable> wrong =
                    List.of(
                            () ->
                                    builder.append(
                                            "long enough to make it grow ".repeat(9) + "\uD800"),
                            () -> builder.append("a\uDC00b"),
                            () -> builder.append("\uD83D\uDE00", 0, 1),
                            () -> builder.append('\uD800'),
                            () -> builder.appendCodePoint(0xDFFF),
                            () -> builder.appendCodePoint(-1),
                            () -> builder.appendCodePoint(0x110000),
                            () -> builder.repeat(0xD800, 3),
                            () -> builder.insert(2, "\uD800"),
                            () -> builder.append(MemorySegment.ofArray(new byte[] {65, -1})));
            for (Executable call : wrong) {
                assertThrows(MalformedTextException.class, call);
                assertEquals("before", builder.toString());
            }
            assertThrows(IllegalArgumentException.class, () -> builder.repeat('-', -1));
            assertThrows(IllegalArgumentException.class, () -> builder.reserve(-1));
            assertEquals("before", builder.toString());
        }
    }

    @Test
    void shouldRefuseOffsetsThatAreOutsideOrCutACharacter() {
        try (TextBuilder builder = builder()) {
            builder.append("a\u20acb"); // 1 + 3 + 1 bytes
            List<Consumer<Long>> users =
                    List.of(
                            builder::truncate,
                            offset -> builder.insert(offset, "x"),
                            offset -> builder.insert(offset, Text.EMPTY),
                            offset -> builder.remove(offset, 5),
                            offset -> builder.remove(0, offset),
                            offset -> builder.alignLeft(offset, 9),
                            offset -> builder.alignRight(offset, 9),
                            offset -> builder.alignCenter(offset, 9));
            for (Consumer<Long> user : users) {
                for (long outside : new long[] {-1, 6, Long.MIN_VALUE}) {
                    assertThrows(IndexOutOfBoundsException.class, () -> user.accept(outside));
                }
                for (long inside : new long[] {2, 3}) {
                    assertThrows(IllegalArgumentException.class, () -> user.accept(inside));
                }
                assertEquals("a\u20acb", builder.toString());
            }
            assertThrows(IndexOutOfBoundsException.class, () -> builder.remove(4, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> builder.append("abc", 2, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> builder.append("abc", -1, 1));
            assertThrows(IndexOutOfBoundsException.class, () -> builder.append("abc", 1, 4));
        }
    }

    @Test
    void shouldAlignByCharactersAndNotByBytes() {
        assertEquals("> \u20ac\u20ac", text(b -> b.append("> \u20ac\u20ac").alignRight(2, 2)));
        assertEquals(">   \u20ac", text(b -> b.append('>').append('\u20ac').alignRight(1, 4)));
        assertEquals(">\u20ac   ", text(b -> b.append(">\u20ac").alignLeft(1, 4)));
        assertEquals("> \u20ac  ", text(b -> b.append(">\u20ac").alignCenter(1, 4)));
        assertEquals("wide", text(b -> b.append("wide").alignLeft(0, 3).alignRight(0, -1)));
        assertEquals("   ", text(b -> b.alignLeft(0, 3)));
    }

    @Test
    void shouldEndWithANulForCAndRefuseOneInside() {
        try (TextBuilder builder = builder()) {
            assertEquals("", Memory.segment(builder.cString(), 8).getString(0));
            builder.append("x".repeat(64 - 1)); // one byte is left for it
            assertEquals(builder.toString(), Memory.segment(builder.cString(), 65).getString(0));
            builder.append('y'); // none is left
            assertEquals(builder.toString(), Memory.segment(builder.cString(), 66).getString(0));
            assertEquals(64, builder.size());
            builder.append('\0');
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, builder::cString);
            assertTrue(String.valueOf(refused.getMessage()).contains("byte 64 of 65"));
        }
    }

    @Test
    void shouldKeepItsMemoryWhenCleared() {
        try (TextBuilder builder = builder()) {
            builder.append("something long enough to grow once".repeat(4));
            long address = builder.address();
            long capacity = builder.capacity();
            assertSame(builder, builder.clear());
            assertEquals("", builder.toString());
            assertEquals(address, builder.append("again").address());
            assertEquals(capacity, builder.capacity());
        }
    }

    @Test
    void shouldNotMoveWithinWhatWasReserved() {
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        try (TextBuilder builder = TextBuilder.create(counting, 1000)) {
            assertEquals(1, counting.allocations());
            builder.repeat('x', 900).append("y".repeat(100));
            assertEquals(1, counting.allocations());
            assertEquals(1000, builder.capacity());
        }
        assertEquals(0, counting.liveBlocks());
    }

    @Test
    void shouldGrowInPlaceInScratch() {
        try (FrameArena scratch = FrameArena.create()) {
            TextBuilder builder = TextBuilder.create(scratch).append('a');
            long address = builder.address();
            builder.repeat('b', 100_000);
            assertEquals(address, builder.address());
            builder.delete();
            assertEquals(0, scratch.used());
        }
    }

    @Test
    void shouldBeginAnewInScratchThatWasFreed() {
        try (FrameArena scratch = FrameArena.create();
                FrameArena other = FrameArena.create()) {
            TextBuilder builder = TextBuilder.create(scratch).append("old");
            long address = builder.address();
            scratch.freeAll();
            assertEquals("new", builder.restart().append("new").toString());
            assertEquals(address, builder.address());
            long used = scratch.used();
            assertEquals("elsewhere", builder.restart(other).append("elsewhere").toString());
            assertEquals(used, scratch.used());
            builder.delete();
            assertEquals(0, other.used());
            assertThrows(IllegalStateException.class, builder::restart);
        }
    }

    @Test
    void shouldMakeATextOfItsBlockWhenFinished() {
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        TextBuilder builder = TextBuilder.create(counting).append("finished");
        Text text = builder.finish();
        assertEquals("finished", text.toString());
        assertEquals(8, counting.liveBytes());
        assertThrows(IllegalStateException.class, () -> builder.append("more"));
        builder.delete();
        text.delete();
        assertEquals(0, counting.liveBlocks());
        TextBuilder.create(counting).finish().delete();
    }

    @Test
    void shouldRefuseEveryUseAfterDelete() {
        TextBuilder builder = builder().append("gone");
        builder.delete();
        builder.delete();
        builder.close();
        List<Executable> uses =
                List.of(
                        () -> builder.append(""),
                        () -> builder.append("a"),
                        () -> builder.append('a'),
                        () -> builder.append(1L),
                        () -> builder.append(1.0),
                        () -> builder.append(1f),
                        () -> builder.append(Text.EMPTY),
                        () -> builder.append(MemorySegment.NULL),
                        () -> builder.appendFixed(1, 2),
                        () -> builder.repeat('x', 0),
                        () -> builder.insert(0, "a"),
                        () -> builder.remove(0, 0),
                        () -> builder.truncate(0),
                        () -> builder.alignLeft(0, 0),
                        builder::clear,
                        builder::size,
                        builder::isEmpty,
                        builder::codePoints,
                        builder::capacity,
                        builder::address,
                        builder::segment,
                        builder::view,
                        builder::cString,
                        builder::finish,
                        builder::toString,
                        () -> builder.reserve(0));
        for (Executable use : uses) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, use);
            assertTrue(String.valueOf(refused.getMessage()).contains("was deleted"));
        }
    }

    @Test
    void shouldTakeItsAllocatorFromTheContext() {
        assertThrows(NoContextException.class, TextBuilder::create);
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        try (FrameArena scratch = FrameArena.create();
                var _ = Context.open(counting, scratch)) {
            try (TextBuilder builder = TextBuilder.create();
                    TextBuilder roomy = TextBuilder.create(100)) {
                builder.append("a");
                assertEquals(2, counting.liveBlocks());
                assertTrue(roomy.capacity() >= 100);
            }
            assertEquals(0, counting.liveBlocks());
            assertEquals(0, scratch.used());
        }
    }

    @Test
    void shouldBeAsItWasWhenAnAllocationFails() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    try (TextBuilder builder = TextBuilder.create(allocator)) {
                        StringBuilder model = new StringBuilder();
                        for (int i = 0; i < 40; i++) {
                            growOrStay(builder, model, i);
                        }
                        assertEquals(model.toString(), builder.toString());
                        builder.finish().delete();
                    }
                });
    }

    private static void growOrStay(TextBuilder builder, StringBuilder model, int i) {
        String before = model.toString();
        try {
            switch (i % 7) {
                case 0 -> builder.append("some \u20ac text");
                case 1 -> builder.append(Long.MIN_VALUE);
                case 2 -> builder.append(Math.PI);
                case 3 -> builder.appendGrouped(Long.MIN_VALUE, ',');
                case 4 -> builder.insert(0, "in front");
                case 5 -> builder.append("a").alignRight(builder.size() - 1, 30);
                default -> builder.repeat('\u00e9', 17);
            }
        } catch (MemoryException failure) {
            // Of the two steps of the fifth, the first may stay.
            assertTrue(
                    builder.toString().equals(before) || builder.toString().equals(before + "a"));
            throw failure;
        }
        model.setLength(0);
        model.append(builder.toString());
    }

    @Test
    void shouldSayWhatIsTooLarge() {
        try (TextBuilder builder = builder()) {
            builder.append("a");
            assertThrows(MemoryException.class, () -> builder.reserve(Long.MAX_VALUE));
            assertEquals("a", builder.toString());
        }
    }

    private record Step(int kind, String chars, int pick, int other) {}

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<String> strings =
                Arbitraries.of(
                        "",
                        "a",
                        "bc",
                        "\u00e9",
                        "\u20ac9",
                        "\uD83D\uDE00",
                        "0123456789abcdef",
                        "x\uD83D\uDE00y");
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        strings,
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 1000, seed = "20261120")
    void shouldDoWhatAStringBuilderDoes(@ForAll("programs") List<Step> program) {
        try (GeneralAllocator general = GeneralAllocator.create();
                FrameArena scratch = FrameArena.create()) {
            for (Allocator allocator : new Allocator[] {general, scratch}) {
                try (TextBuilder builder = TextBuilder.create(allocator)) {
                    StringBuilder model = new StringBuilder();
                    for (Step step : program) {
                        run(step, builder, model);
                        check(builder, model);
                    }
                }
            }
        }
    }

    private static void run(Step step, TextBuilder builder, StringBuilder model) {
        int at = place(model, step.pick());
        int other = place(model, step.other());
        long offset = bytes(model, at);
        switch (step.kind()) {
            case 0, 1 -> {
                builder.append(step.chars());
                model.append(step.chars());
            }
            case 2 -> {
                builder.insert(offset, step.chars());
                model.insert(at, step.chars());
            }
            case 3 -> {
                int from = Math.min(at, other);
                int to = Math.max(at, other);
                builder.remove(bytes(model, from), bytes(model, to));
                model.delete(from, to);
            }
            case 4 -> {
                builder.truncate(offset);
                model.setLength(at);
            }
            case 5 -> {
                builder.append(step.pick() * 37L).append(step.chars());
                model.append(step.pick() * 37L).append(step.chars());
            }
            case 6 -> {
                int from = Math.min(at, other);
                int to = Math.max(at, other);
                String part = model.substring(from, to);
                int where = place(model, step.pick() * 31);
                builder.insert(
                        bytes(model, where),
                        builder.view().slice(bytes(model, from), bytes(model, to)));
                model.insert(where, part);
            }
            case 7 -> {
                int width = step.other() % 20;
                int have = model.codePointCount(at, model.length());
                builder.alignRight(offset, width);
                model.insert(at, " ".repeat(Math.max(0, width - have)));
            }
            case 8 -> {
                builder.append(new StringBuilder(step.chars()));
                model.append(step.chars());
            }
            default -> {
                if (step.pick() % 5 == 0) {
                    builder.clear();
                    model.setLength(0);
                }
            }
        }
    }

    private static int place(StringBuilder model, int pick) {
        return model.offsetByCodePoints(0, pick % (model.codePointCount(0, model.length()) + 1));
    }

    private static long bytes(StringBuilder model, int to) {
        return model.substring(0, to).getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(TextBuilder builder, StringBuilder model) {
        String expected = model.toString();
        assertEquals(expected, builder.toString());
        assertEquals(expected.getBytes(StandardCharsets.UTF_8).length, builder.size());
        assertEquals(expected.codePointCount(0, expected.length()), builder.codePoints());
        assertTrue(builder.view().contentEquals(expected));
        assertTrue(builder.capacity() >= builder.size());
    }

    @Test
    void shouldMakeNoJavaGarbageForAHudEveryTick() {
        String[] names = {"Jos\u00e9", "Ann"};
        try (FrameArena scratch = FrameArena.create()) {
            TextBuilder hud = TextBuilder.create(scratch);
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int tick = 0; tick < 2000; tick++) {
                            draw(hud.restart(), names, tick);
                            scratch.freeAll();
                        }
                    });
        }
    }

    private static void draw(TextBuilder hud, String[] names, int tick) {
        hud.append("tick ").appendGrouped(tick * 1000L, ',');
        hud.append(" fps ").appendFixed(1000.0 / (16 + tick % 3), 1);
        hud.append(" at ").append(tick / 7.0).append('/').append(tick / 7f).newLine();
        for (String name : names) {
            long mark = hud.size();
            hud.append(name).alignLeft(mark, 12);
            hud.append(tick % 2 == 0).append(' ').appendHex(tick, 8).newLine();
        }
        if (Memory.getByte(hud.cString()) != 't') {
            throw new AssertionError(hud.toString());
        }
    }

    @Test
    void shouldBeWalkedWithoutAView() {
        String chars = "a\u00e9\u20ac\ud83d\ude80!";
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            builder.append(chars);
            StringBuilder walked = new StringBuilder();
            for (long at = 0; at < builder.size(); at = builder.next(at)) {
                walked.appendCodePoint(builder.codePointAt(at));
            }
            assertEquals(chars, walked.toString());
            assertThrows(IllegalArgumentException.class, () -> builder.codePointAt(2));
            assertThrows(IllegalArgumentException.class, () -> builder.next(2));
            long end = builder.size();
            assertThrows(IndexOutOfBoundsException.class, () -> builder.codePointAt(end));
            assertThrows(IndexOutOfBoundsException.class, () -> builder.next(-1));
            builder.delete();
            assertThrows(IllegalStateException.class, () -> builder.next(0));
            assertThrows(IllegalStateException.class, () -> builder.codePointAt(0));
        }
    }
}
