package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.NoContextException;
import dev.mayfly.memory.Memory;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/** {@link Text} by itself and against {@link String}. */
class TextTest {

    private static Text text(String chars) {
        return Text.of(HeapAllocator.INSTANCE, chars);
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.of(
                        "a",
                        "b",
                        "ab",
                        "\u00e9",
                        "\u20ac",
                        "\uD83D\uDE00",
                        "\uFFFF",
                        "12345678",
                        " ",
                        "\n",
                        "\r")
                .list()
                .ofMaxSize(12)
                .map(list -> String.join("", list));
    }

    private static long bytes(String chars) {
        return chars.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Where a String's index is in UTF-8; -1 stays. */
    private static long offset(String chars, int index) {
        return index < 0 ? -1 : bytes(chars.substring(0, index));
    }

    @Property(tries = 3000, seed = "20261120")
    void shouldCompareAndSearchAsAStringDoes(
            @ForAll("strings") String left, @ForAll("strings") String right) {
        try (Text a = text(left);
                Text b = text(right)) {
            assertEquals(left, a.toString());
            assertEquals(left.equals(right), a.equals(b));
            assertEquals(left.equals(right), a.contentEquals(right));
            assertEquals(left.startsWith(right), a.startsWith(b));
            assertEquals(left.startsWith(right), a.startsWith(right));
            assertEquals(left.endsWith(right), a.endsWith(b));
            assertEquals(left.endsWith(right), a.endsWith(right));
            assertEquals(left.contains(right), a.contains(b));
            assertEquals(left.contains(right), a.contains(right));
            assertEquals(offset(left, left.indexOf(right)), a.indexOf(b));
            assertEquals(offset(left, left.indexOf(right)), a.indexOf(right));
            assertEquals(
                    Integer.signum(
                            Arrays.compare(
                                    left.codePoints().toArray(), right.codePoints().toArray())),
                    Integer.signum(a.compareTo(b)));
            if (left.equals(right)) {
                assertEquals(a.hashCode(), b.hashCode());
            }
            for (int c : right.codePoints().toArray()) {
                int found = left.indexOf(c);
                assertEquals(offset(left, found), a.indexOf(c));
                if (found >= 0) {
                    int after = found + Character.charCount(c);
                    assertEquals(
                            offset(left, left.indexOf(c, after)),
                            a.indexOf(c, offset(left, after)));
                    assertEquals(
                            offset(left, left.indexOf(right, after)),
                            a.indexOf(right, offset(left, after)));
                    assertEquals(
                            offset(left, left.indexOf(right, after)),
                            a.indexOf(b, offset(left, after)));
                }
            }
        }
    }

    @Property(tries = 2000, seed = "20261120")
    void shouldBeCutAsAStringIs(@ForAll("strings") String chars) {
        try (Text text = text(chars)) {
            List<Integer> points = new ArrayList<>();
            for (long at = 0; at < text.size(); at = text.next(at)) {
                points.add(text.codePointAt(at));
            }
            assertEquals(chars.codePoints().boxed().toList(), points);
            assertEquals(points.size(), text.codePoints());
            assertEquals(chars.trim(), text.trim().toString());
            for (int i = 0; i <= chars.length(); i = chars.offsetByCodePoints(i, 1)) {
                long cut = offset(chars, i);
                assertTrue(text.isBoundary(cut));
                assertEquals(chars.substring(0, i), text.slice(0, cut).toString());
                assertEquals(chars.substring(i), text.slice(cut, text.size()).toString());
                if (i == chars.length()) {
                    break;
                }
            }
        }
    }

    @Property(tries = 2000, seed = "20261120")
    void shouldWalkOverLinesAndPartsAsAStringDoes(
            @ForAll("strings") String chars, @ForAll("strings") String separators) {
        try (Text text = text(chars)) {
            assertEquals(chars.lines().toList(), pieces(text, text.lines()));
            assertEquals(chars.lines().toList(), pieces(text, Text.EMPTY.lines().restart(text)));
            int separator = separators.isEmpty() ? 'a' : separators.codePointAt(0);
            assertEquals(
                    List.of(
                            chars.split(
                                    java.util.regex.Pattern.quote(Character.toString(separator)),
                                    -1)),
                    pieces(text, text.split(separator)));
        }
    }

    private static List<String> pieces(Text text, TextPieces pieces) {
        List<String> found = new ArrayList<>();
        while (pieces.next()) {
            found.add(pieces.piece().toString());
            assertEquals(pieces.piece(), text.slice(pieces.start(), pieces.end()));
            assertEquals(pieces.end() - pieces.start(), pieces.size());
            assertTrue(pieces.contentEquals(pieces.piece().toString()));
        }
        return found;
    }

    @Test
    void shouldHaveAPieceOnlyBetweenTheFirstNextAndTheLast() {
        try (Text text = text("1")) {
            TextPieces pieces = text.split(',');
            assertThrows(NoSuchElementException.class, pieces::start);
            assertTrue(pieces.next());
            assertEquals(1, pieces.parseInt());
            assertEquals(1L, pieces.parseLong());
            assertEquals(1.0, pieces.parseDouble());
            assertFalse(pieces.next());
            assertFalse(pieces.next());
            assertThrows(NoSuchElementException.class, pieces::piece);
            assertThrows(NoSuchElementException.class, pieces::parseLong);
            assertThrows(MalformedTextException.class, () -> text.split(0xD800));
        }
    }

    @Test
    void shouldNeverHoldHalfASurrogatePair() {
        try (Text text = text("\uD83D\uDE00")) {
            assertFalse(text.contentEquals("\uD83D"));
            assertFalse(text.startsWith("\uD83D"));
            assertFalse(text.endsWith("\uDE00"));
            assertFalse(text.contains("\uDE00"));
            assertEquals(-1, text.indexOf(0xD83D));
            assertEquals(-1, text.indexOf(-1));
            assertEquals(-1, text.indexOf(0x110000));
        }
    }

    @Test
    void shouldNotBeEqualToAString() {
        try (Text text = text("a")) {
            assertNotEquals("a", text);
            assertNotEquals(text, (Object) "a");
        }
    }

    @Test
    void shouldHashEveryByte() {
        Set<Integer> hashes = new HashSet<>();
        int count = 0;
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int length = 0; length <= 40; length++) {
                builder.clear().repeat('a', length);
                hashes.add(builder.view().hashCode());
                count++;
                for (int i = 0; i < length; i++) {
                    for (char other : new char[] {'b', '`', '\0'}) {
                        builder.clear().repeat('a', i).append(other).repeat('a', length - i - 1);
                        hashes.add(builder.view().hashCode());
                        count++;
                    }
                }
            }
        }
        assertEquals(count, hashes.size());
    }

    @Test
    void shouldHashNumberedNamesIntoEverySlotOfATable() {
        int[] slots = new int[256];
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < 256 * 64; i++) {
                slots[builder.clear().append("enemy-").append(i).view().hashCode() & 255]++;
            }
        }
        int most = Arrays.stream(slots).max().orElseThrow();
        assertTrue(most < 128, "of 64 expected there are " + most);
    }

    @Test
    void shouldRefuseOffsetsThatAreOutsideOrCutACharacter() {
        try (Text text = text("a\u20acb")) {
            for (long outside : new long[] {-1, 6, Long.MAX_VALUE}) {
                assertThrows(IndexOutOfBoundsException.class, () -> text.slice(outside, 5));
                assertThrows(IndexOutOfBoundsException.class, () -> text.slice(0, outside));
                assertThrows(IndexOutOfBoundsException.class, () -> text.codePointAt(outside));
                assertThrows(IndexOutOfBoundsException.class, () -> text.next(outside));
                assertThrows(IndexOutOfBoundsException.class, () -> text.indexOf('a', outside));
                assertFalse(text.isBoundary(outside));
            }
            for (long inside : new long[] {2, 3}) {
                assertThrows(IllegalArgumentException.class, () -> text.slice(inside, 5));
                assertThrows(IllegalArgumentException.class, () -> text.slice(0, inside));
                assertThrows(IllegalArgumentException.class, () -> text.codePointAt(inside));
                assertThrows(IllegalArgumentException.class, () -> text.next(inside));
                assertThrows(IllegalArgumentException.class, () -> text.indexOf("b", inside));
                assertFalse(text.isBoundary(inside));
            }
            assertThrows(IndexOutOfBoundsException.class, () -> text.next(5));
            assertThrows(IndexOutOfBoundsException.class, () -> text.slice(4, 1));
        }
    }

    @Test
    void shouldViewWhatIsThereAndCopyNothing() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocateFrom("a\u20acb");
            Text view = Text.view(memory.address(), 5);
            assertEquals("a\u20acb", view.toString());
            assertEquals(memory.address(), view.address());
            assertEquals(view, Text.view(memory.asSlice(0, 5)));
            assertEquals(view, Text.viewCString(memory.address()));
            assertTrue(view.segment().isReadOnly());
            assertThrows(MalformedTextException.class, () -> Text.view(memory.address(), 3));
            assertThrows(IllegalArgumentException.class, () -> Text.view(memory.address(), -1));
            assertThrows(IllegalArgumentException.class, () -> Text.viewCString(0));
            MemorySegment onHeap = MemorySegment.ofArray(new byte[] {65});
            assertThrows(IllegalArgumentException.class, () -> Text.view(onHeap));
            assertThrows(IllegalStateException.class, view::delete);
        }
        assertTrue(Text.EMPTY.isEmpty());
    }

    @Test
    void shouldBeTheSameKeyWhereverItsBytesAre() {
        try (Arena arena = Arena.ofConfined();
                Text made = text("caf\u00e9 at noon")) {
            MemorySegment memory = arena.allocate(64, 8);
            Map<Text, Integer> numbers = new HashMap<>();
            numbers.put(made, 7);
            for (long offset = 0; offset < 8; offset++) {
                memory.asSlice(offset).setString(0, "caf\u00e9 at noon, and more");
                Text view = Text.view(memory.asSlice(offset, made.size()));
                assertEquals(7, numbers.get(view));
                assertEquals(0, made.compareTo(view));
                Text longer = Text.viewCString(memory.address() + offset);
                assertNull(numbers.get(longer));
                assertTrue(made.compareTo(longer) < 0 && longer.compareTo(made) > 0);
                assertEquals(made, longer.slice(0, made.size()));
            }
        }
    }

    @Test
    void shouldReportACStringThatIsNotUtf8() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8);
            memory.set(JAVA_BYTE, 0, (byte) 'a');
            memory.set(JAVA_BYTE, 1, (byte) 0xE9); // Latin-1
            memory.set(JAVA_BYTE, 2, (byte) 't');
            MalformedTextException refused =
                    assertThrows(
                            MalformedTextException.class, () -> Text.viewCString(memory.address()));
            assertEquals(1, refused.offset());
        }
    }

    @Test
    void shouldNotViewASegmentWhoseLifeIsOver() {
        Arena arena = Arena.ofConfined();
        MemorySegment memory = arena.allocateFrom("a");
        arena.close();
        assertThrows(IllegalStateException.class, () -> Text.view(memory));
    }

    @Test
    void shouldOwnItsCopyUntilItIsDeleted() {
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        Text first = Text.of(counting, "caf\u00e9");
        Text second = first.copy(counting);
        assertEquals(2, counting.liveBlocks());
        first.delete();
        first.close();
        assertEquals("caf\u00e9", second.toString());
        second.delete();
        assertEquals(0, counting.liveBlocks());
        Text.of(counting, "").delete();
        List<Executable> uses =
                List.of(
                        first::size,
                        first::address,
                        first::isEmpty,
                        first::segment,
                        first::codePoints,
                        first::toString,
                        first::hashCode,
                        first::trim,
                        first::lines,
                        first::parseLong,
                        first::parseDouble,
                        () -> first.copy(counting),
                        () -> first.cString(counting),
                        () -> first.equals(Text.EMPTY),
                        () -> Text.EMPTY.equals(first),
                        () -> Text.EMPTY.compareTo(first),
                        () -> first.compareTo(Text.EMPTY),
                        () -> first.contentEquals(""),
                        () -> first.startsWith(""),
                        () -> first.endsWith(""),
                        () -> first.indexOf(""),
                        () -> first.indexOf('a'),
                        () -> first.indexOf(Text.EMPTY),
                        () -> Text.EMPTY.indexOf(first),
                        () -> first.codePointAt(0),
                        () -> first.next(0),
                        () -> first.isBoundary(0),
                        () -> first.slice(0, 0));
        for (Executable use : uses) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, use);
            assertTrue(String.valueOf(refused.getMessage()).contains("was deleted"));
        }
        assertEquals(0, counting.liveBlocks());
    }

    @Test
    void shouldCopyForCAndRefuseANulInside() {
        try (Text text = text("caf\u00e9");
                Text broken = text("ab\0")) {
            long address = text.cString(HeapAllocator.INSTANCE);
            assertEquals("caf\u00e9", Memory.segment(address, 6).getString(0));
            HeapAllocator.INSTANCE.free(address, 6);
            assertThrows(
                    IllegalArgumentException.class, () -> broken.cString(HeapAllocator.INSTANCE));
        }
    }

    @Test
    void shouldTakeItsAllocatorFromTheContext() {
        assertThrows(NoContextException.class, () -> Text.of("a"));
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        byte[] bytes = {65};
        MemorySegment segment = MemorySegment.ofArray(bytes);
        try (FrameArena scratch = FrameArena.create();
                var _ = Context.open(counting, scratch)) {
            List<Text> made =
                    List.of(
                            Text.of("A"),
                            Text.of(bytes),
                            Text.of(segment),
                            Text.repaired(segment),
                            Text.of("A").copy());
            assertEquals(6, counting.liveBlocks());
            assertEquals(1, new HashSet<>(made).size());
            long forC = made.getFirst().cString();
            assertEquals("A", Memory.segment(forC, 2).getString(0));
            counting.free(forC, 2);
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenAnAllocationFails() {
        FailingAllocator.failEach(
                HeapAllocator.INSTANCE,
                allocator -> {
                    byte[] bytes = new byte[300];
                    Arrays.fill(bytes, (byte) 0xFF);
                    try (Text text = Text.of(allocator, "text");
                            Text copy = text.copy(allocator);
                            Text repaired =
                                    Text.repaired(allocator, MemorySegment.ofArray(bytes))) {
                        assertEquals(300, repaired.codePoints());
                        allocator.free(copy.cString(allocator), 5);
                    }
                });
    }

    @Test
    void shouldReadAndCompareWithoutJavaGarbage() {
        try (Text numbers = text("1;-20;3.25;4e2;name=caf\u00e9");
                Text key = text("4e2")) {
            TextPieces pieces = numbers.split(';');
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 2000; i++) {
                            walk(numbers, key, pieces.restart(numbers));
                        }
                    });
        }
    }

    private static void walk(Text numbers, Text key, TextPieces pieces) {
        double sum = 0;
        while (pieces.next() && !pieces.contentEquals("4e2")) {
            sum += pieces.parseDouble();
        }
        sum += pieces.parseDouble();
        boolean named = pieces.next() && pieces.size() == 10 && !pieces.next();
        boolean found = numbers.endsWith("caf\u00e9") && numbers.contains(key);
        if (sum != 384.25 || !named || !found || numbers.compareTo(key) >= 0) {
            throw new AssertionError(sum + " " + named + " " + found);
        }
    }
}
