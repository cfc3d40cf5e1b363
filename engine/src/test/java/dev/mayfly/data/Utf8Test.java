package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.FailingAllocator;
import dev.mayfly.alloc.HeapAllocator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What is no text never becomes one. */
class Utf8Test {

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }

    private static String repaired(byte[] bytes) {
        try (Text text = Text.repaired(HeapAllocator.INSTANCE, MemorySegment.ofArray(bytes))) {
            return text.toString();
        }
    }

    /** bytes; offset; what the message says; the text repaired, with ? for U+FFFD. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "80;                0; the middle of a character whose start is missing;     ?",
                "41 BF 42;          1; the middle of a character whose start is missing;     A?B",
                "C0 80;             0; the start of an overlong form;                        ??",
                "C1 BF 41;          0; the start of an overlong form;                        ??A",
                "41 E0 80 80;       1; the start of an overlong form;                        A???",
                "E0 9F BF;          0; the start of an overlong form;                        ???",
                "F0 80 80 80;       0; the start of an overlong form;                        ????",
                "F0 8F BF BF 41;    0; the start of an overlong form;                        ????A",
                "ED A0 80;          0; the start of a surrogate;                             ???",
                "41 ED BF BF 42;    1; the start of a surrogate;                             A???B",
                "F4 90 80 80;       0; the start of a character beyond U+10FFFF;             ????",
                "F5 80 80 80;       0; the start of a character beyond U+10FFFF;             ????",
                "F7 BF BF BF;       0; the start of a character beyond U+10FFFF;             ????",
                "F8 88 80 80 80;    0; no byte of UTF-8;                                     ?????",
                "41 FF;             1; no byte of UTF-8;                                     A?",
                "C3;                0; the start of a character of 2 bytes that ends after 1; ?",
                "C3 41;             0; the start of a character of 2 bytes that ends after 1; ?A",
                "41 E2 82;          1; the start of a character of 3 bytes that ends after 2; A?",
                "E2 82 41;          0; the start of a character of 3 bytes that ends after 2; ?A",
                "F0 9F 98;          0; the start of a character of 4 bytes that ends after 3; ?",
                "F0 9F C3 A9;       0; the start of a character of 4 bytes that ends after 2;"
                        + " ?\u00E9",
                "41 41 41 41 41 41 41 41 41 41 FE; 10; no byte of UTF-8; AAAAAAAAAA?",
            })
    void shouldSayWhereAndWhyBytesAreNoText(String hex, long offset, String why, String repaired) {
        byte[] bytes = bytes(hex);
        MalformedTextException refused =
                assertThrows(
                        MalformedTextException.class, () -> Text.of(HeapAllocator.INSTANCE, bytes));
        assertEquals(offset, refused.offset());
        String expected =
                "byte 0x%02X at offset %d is %s:".formatted(bytes[(int) offset], offset, why);
        assertTrue(String.valueOf(refused.getMessage()).startsWith(expected), refused::getMessage);
        assertEquals(repaired.replace('?', '\uFFFD'), repaired(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "00",
        "7F",
        "C2 80",
        "DF BF",
        "E0 A0 80",
        "ED 9F BF",
        "EE 80 80",
        "EF BF BF",
        "F0 90 80 80",
        "F4 8F BF BF"
    })
    void shouldTakeTheFirstAndLastCharacterOfEverySize(String hex) {
        byte[] bytes = bytes(hex);
        String expected = new String(bytes, StandardCharsets.UTF_8);
        try (Text text = Text.of(HeapAllocator.INSTANCE, bytes)) {
            assertEquals(expected.codePointAt(0), text.codePointAt(0));
            assertEquals(bytes.length, text.next(0));
            assertEquals(1, text.codePoints());
            assertEquals(expected, text.toString());
        }
        assertEquals(expected, repaired(bytes));
    }

    @Test
    void shouldWriteEveryCharacterAsJavaDoes() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                    continue;
                }
                builder.clear().appendCodePoint(c);
                String expected = Character.toString(c);
                if (!builder.view().contentEquals(expected)
                        || builder.size() != expected.getBytes(StandardCharsets.UTF_8).length
                        || builder.view().codePointAt(0) != c) {
                    assertEquals(expected, builder.toString(), "U+" + Integer.toHexString(c));
                }
            }
        }
    }

    @Test
    void shouldRefuseHalfASurrogatePair() {
        for (String broken :
                List.of("a\uD800", "a\uDC00b", "a\uD800\uD800\uDC00", "a\uDC00\uD800")) {
            MalformedTextException refused =
                    assertThrows(
                            MalformedTextException.class,
                            () -> Text.of(HeapAllocator.INSTANCE, broken));
            assertEquals(1, refused.offset());
        }
    }

    @Test
    void shouldGiveBackTheMemoryOfWhatIsRefused() {
        FailingAllocator counting = new FailingAllocator(HeapAllocator.INSTANCE);
        assertThrows(MalformedTextException.class, () -> Text.of(counting, bytes("41 FF")));
        assertEquals(1, counting.allocations());
        assertEquals(0, counting.liveBlocks());
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<String> pieces =
                Arbitraries.of(
                        "41",
                        "7F",
                        "C2",
                        "80",
                        "BF",
                        "C3 A9",
                        "E0",
                        "A0",
                        "9F",
                        "E2 82 AC",
                        "ED",
                        "EF",
                        "F0",
                        "90",
                        "8F",
                        "F4",
                        "F0 9F 98 80",
                        "F5",
                        "FF",
                        "C0",
                        "41 41 41 41 41 41 41 41");
        return pieces.list()
                .ofMaxSize(12)
                .map(list -> list.isEmpty() ? new byte[0] : bytes(String.join(" ", list)));
    }

    @Property(tries = 5000, seed = "20261120")
    void shouldAgreeWithJavaOnWhatIsTextAndWhereNot(@ForAll("nearlyUtf8") byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isUnderflow()) {
            try (Text text = Text.of(HeapAllocator.INSTANCE, bytes)) {
                assertEquals(out.flip().toString(), text.toString());
                assertEquals(repaired(bytes), text.toString());
            }
        } else {
            MalformedTextException refused =
                    assertThrows(
                            MalformedTextException.class,
                            () -> Text.of(HeapAllocator.INSTANCE, bytes));
            assertEquals(in.position(), refused.offset());
        }
    }

    @Property(tries = 2000, seed = "20261120")
    void shouldRepairAsJavaDoesWhereThereAreNoSurrogates(@ForAll("nearlyUtf8") byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xED
                    && bytes[i + 1] < (byte) 0xC0
                    && bytes[i + 1] >= (byte) 0xA0) {
                return; // Java replaces the three bytes by one
            }
        }
        assertEquals(new String(bytes, StandardCharsets.UTF_8), repaired(bytes));
    }
}
