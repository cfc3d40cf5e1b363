package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.alloc.HeapAllocator;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Numbers in text: Java's own {@code toString}, {@code parse…} and {@link BigDecimal} know better.
 */
class TextNumbersTest {

    private static final int MANY = 300_000;

    private static String text(Consumer<TextBuilder> appends) {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            appends.accept(builder);
            return builder.toString();
        }
    }

    private static void checkDouble(TextBuilder builder, double value) {
        String expected = Double.toString(value);
        if (!builder.clear().append(value).view().contentEquals(expected)) {
            assertEquals(expected, builder.toString());
        }
    }

    private static void checkFloat(TextBuilder builder, float value) {
        String expected = Float.toString(value);
        if (!builder.clear().append(value).view().contentEquals(expected)) {
            assertEquals(expected, builder.toString());
        }
    }

    @Test
    void shouldWriteDoublesAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(20261120);
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < MANY; i++) {
                checkDouble(builder, Double.longBitsToDouble(random.nextLong()));
                checkDouble(builder, random.nextInt(2_000_000) / 1000.0 - 1000);
                checkDouble(builder, random.nextLong(1L << random.nextInt(1, 63)));
            }
        }
    }

    @Test
    void shouldWriteTheNeighboursOfEveryPowerOfTwoAndTenAsJavaDoes() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = Double.MIN_EXPONENT - 52; i <= Double.MAX_EXPONENT; i++) {
                checkNeighbours(builder, Math.scalb(1.0, i));
            }
            for (int i = -324; i <= 308; i++) {
                for (int digit = 1; digit <= 9; digit++) {
                    checkNeighbours(builder, Double.parseDouble(digit + "E" + i));
                }
            }
            for (long i = 0; i < 1000; i++) {
                checkDouble(builder, Double.longBitsToDouble(i)); // the smallest of all
                checkDouble(builder, i);
                checkDouble(builder, -i / 100.0);
            }
        }
    }

    private static void checkNeighbours(TextBuilder builder, double value) {
        checkDouble(builder, value);
        checkDouble(builder, -value);
        checkDouble(builder, Math.nextUp(value));
        checkDouble(builder, Math.nextDown(value));
        checkFloat(builder, (float) value);
        checkFloat(builder, Math.nextUp((float) value));
        checkFloat(builder, Math.nextDown((float) value));
    }

    @Test
    void shouldWriteFloatsAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(20261120);
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < MANY; i++) {
                checkFloat(builder, Float.intBitsToFloat(random.nextInt()));
                checkFloat(builder, random.nextInt(100_000) / 100f);
            }
            for (int i = 0; i < 1000; i++) {
                checkFloat(builder, Float.intBitsToFloat(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                1,
                -1,
                0.1,
                100,
                9999999,
                1e7,
                12345678,
                0.001,
                0.00099999,
                2e-323,
                4.9e-324,
                Double.MAX_VALUE,
                Double.MIN_NORMAL,
                9007199254740993.0,
                2.2250738585072011e-308,
                1e23,
                8.41e21,
                2.0e-3,
                123456789012345680.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void shouldWriteTheOddDoublesAsJavaDoes(double value) {
        assertEquals(Double.toString(value), text(builder -> builder.append(value)));
        float narrow = (float) value;
        assertEquals(Float.toString(narrow), text(builder -> builder.append(narrow)));
    }

    private static String model(double value, int decimals) {
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.toPlainString();
    }

    private static void checkFixed(TextBuilder builder, double value, int decimals) {
        String expected = model(value, decimals);
        if (!builder.clear().appendFixed(value, decimals).view().contentEquals(expected)) {
            assertEquals(expected, builder.toString(), value + " with " + decimals);
        }
    }

    @Test
    void shouldRoundToDecimalsAsBigDecimalDoes() {
        SplittableRandom random = new SplittableRandom(20261120);
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < 100_000; i++) {
                int decimals = random.nextInt(18);
                checkFixed(builder, random.nextDouble(-1000, 1000), decimals);
                checkFixed(builder, Math.scalb(random.nextDouble(), -random.nextInt(80)), decimals);
                checkFixed(builder, random.nextInt(-100_000, 100_000) / 64.0, random.nextInt(6));
                checkFixed(builder, random.nextInt(100_000) / 1000.0, random.nextInt(4));
            }
            for (int i = 0; i < 2000; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                checkFixed(builder, Double.isFinite(value) ? value : i, random.nextInt(18));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.125,  2, 0.12", // a tie: to the even one
        "0.375,  2, 0.38",
        "0.5,    0, 0",
        "1.5,    0, 2",
        "2.5,    0, 2",
        "-2.5,   0, -2",
        "-0.5,   0, 0", // nothing is left, so no sign is
        "-0.004, 2, 0.00",
        "-0.0,   1, 0.0",
        "0.015,  2, 0.01", // a little less than that in binary
        "1.005,  2, 1.00",
        "0.999,  2, 1.00",
        "99.995, 1, 100.0",
        "16.6666666, 2, 16.67",
        "1e15,   1, 1000000000000000.0",
        "4.9e-324, 17, 0.00000000000000000",
        "NaN,    3, NaN",
        "-Infinity, 3, -Infinity",
    })
    void shouldRoundOnceFromTheExactValue(double value, int decimals, String expected) {
        assertEquals(expected, text(builder -> builder.appendFixed(value, decimals)));
    }

    @Test
    void shouldWriteTheLargestDoublesWithEveryDigit() {
        for (double value : new double[] {Double.MAX_VALUE, 0x1p63, 0x1p64, -1e300, 1e22}) {
            String expected = new BigDecimal(value).toPlainString();
            assertEquals(expected, text(builder -> builder.appendFixed(value, 0)));
            assertEquals(expected + ".000", text(builder -> builder.appendFixed(value, 3)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 18})
    void shouldRefuseDecimalsItCannotWork(int decimals) {
        assertThrows(
                IllegalArgumentException.class,
                () -> text(builder -> builder.appendFixed(1, decimals)));
    }

    @Property(tries = 3000, seed = "20261120")
    void shouldWriteIntegersAsJavaDoes(
            @ForAll long any, @ForAll @IntRange(min = 0, max = 63) int shift) {
        long value = any >> shift;
        assertEquals(Long.toString(value), text(builder -> builder.append(value)));
        assertEquals(Integer.toString((int) value), text(builder -> builder.append((int) value)));
        assertEquals(Long.toUnsignedString(value), text(builder -> builder.appendUnsigned(value)));
        assertEquals(Long.toHexString(value), text(builder -> builder.appendHex(value)));
        assertEquals("%016x".formatted(value), text(builder -> builder.appendHex(value, 16)));
        assertEquals("%,d".formatted(value), text(builder -> builder.appendGrouped(value, ',')));
        assertEquals(
                value == 0 ? "0" : "%+d".formatted(value),
                text(builder -> builder.appendSigned(value)));
        for (int radix = 2; radix <= 36; radix++) {
            int base = radix;
            assertEquals(
                    Long.toString(value, base), text(builder -> builder.appendRadix(value, base)));
        }
        for (int digits = 1; digits <= 18; digits++) {
            int least = digits;
            String expected = ("%0" + (value < 0 ? least + 1 : least) + "d").formatted(value);
            assertEquals(expected, text(builder -> builder.appendZeroPadded(value, least)));
        }
    }

    @Test
    void shouldWriteTheEndsOfTheIntegers() {
        for (long value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 9, 10, 99, 100}) {
            shouldWriteIntegersAsJavaDoes(value, 0);
        }
        for (int i = 0; i < 19; i++) {
            long power = Digits.powerOfTen(i);
            for (long value : new long[] {power - 1, power, power + 1, -power, 1 - power}) {
                assertEquals(Long.toString(value), text(builder -> builder.append(value)));
            }
        }
    }

    @Test
    void shouldSeparateThousandsWithAnyCharacter() {
        assertEquals(
                "-9\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808",
                text(builder -> builder.appendGrouped(Long.MIN_VALUE, '\u00a0')));
        assertEquals("1\u20ac000", text(builder -> builder.appendGrouped(1000, '\u20ac')));
        assertThrows(
                MalformedTextException.class,
                () -> text(builder -> builder.appendGrouped(1, '\uD800')));
    }

    @Test
    void shouldRefuseBasesAndWidthsThereAreNoDigitsFor() {
        for (int radix : new int[] {-1, 0, 1, 37}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> text(builder -> builder.appendRadix(1, radix)));
        }
        for (int digits : new int[] {-1, 0, 17}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> text(builder -> builder.appendHex(1, digits)));
        }
        for (int digits : new int[] {-1, 0, 19}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> text(builder -> builder.appendZeroPadded(1, digits)));
        }
    }

    private static Text parsed(String chars) {
        return Text.of(HeapAllocator.INSTANCE, chars);
    }

    @Property(tries = 3000, seed = "20261120")
    void shouldReadWhatItWrites(@ForAll long value, @ForAll double number) {
        try (Text whole = parsed(Long.toString(value));
                Text half = parsed("+" + Math.abs(value / 2));
                Text real = parsed(Double.toString(number))) {
            assertEquals(value, whole.parseLong());
            assertEquals(Math.abs(value / 2), half.parseLong());
            assertEquals(number, real.parseDouble());
        }
        for (int radix = 2; radix <= 36; radix++) {
            try (Text large =
                    parsed(Long.toString(value, radix).toUpperCase(java.util.Locale.ROOT))) {
                assertEquals(value, large.parseLong(radix));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "-",
                "--1",
                "1-",
                " 1",
                "1 ",
                "0x1",
                "1_000",
                "12a",
                "\u0661",
                "1.0",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999999"
            })
    void shouldRefuseWhatIsNoLong(String chars) {
        try (Text text = parsed(chars)) {
            NumberFormatException refused =
                    assertThrows(NumberFormatException.class, text::parseLong);
            assertEquals('"' + chars + '"', refused.getMessage().substring(0, chars.length() + 2));
        }
    }

    @Test
    void shouldReadTheEndsOfTheIntegers() {
        for (String chars : new String[] {"9223372036854775807", "-9223372036854775808"}) {
            try (Text text = parsed(chars)) {
                assertEquals(Long.parseLong(chars), text.parseLong());
                assertThrows(NumberFormatException.class, text::parseInt);
            }
        }
        for (String chars : new String[] {"2147483647", "-2147483648", "007"}) {
            try (Text text = parsed(chars)) {
                assertEquals(Integer.parseInt(chars), text.parseInt());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0e5",
                "1.",
                ".5",
                "-.5e1",
                "1e22",
                "1e23",
                "1E-22",
                "1e-23",
                "16.67",
                "9007199254740993",
                "9007199254740993.0000000000000000000000000000000001",
                "123456789012345678901234567890",
                "0.000000000000000000000000000000000000000001",
                "1e400",
                "-1e400",
                "1e-400",
                "1e99999999999",
                "1e-99999999999",
                "0e99999999999",
                "2.2250738585072012e-308",
                "4.9e-324",
                "2.47e-324",
                "NaN",
                "Infinity",
                "-Infinity",
                "+Infinity",
                "+3.5",
                "1e+2",
                "00000000000000000000000001.5"
            })
    void shouldReadDoublesAsJavaDoes(String chars) {
        try (Text text = parsed(chars)) {
            assertEquals(Double.parseDouble(chars), text.parseDouble());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-",
                "+.",
                "e5",
                ".e5",
                "1e",
                "1e+",
                "1..2",
                "1.2.3",
                "1f",
                "1d",
                "0x1p3",
                " 1",
                "1 ",
                "nan",
                "Inf",
                "Infinity1",
                "1,5",
                "\u0661"
            })
    void shouldRefuseWhatIsNoNumber(String chars) {
        try (Text text = parsed(chars)) {
            assertThrows(NumberFormatException.class, text::parseDouble);
        }
    }

    @Test
    void shouldReadDecimalFractionsAsJavaDoes() {
        SplittableRandom random = new SplittableRandom(20261120);
        for (int i = 0; i < 50_000; i++) {
            String chars =
                    BigDecimal.valueOf(
                                    random.nextLong(1L << random.nextInt(1, 63)),
                                    random.nextInt(-30, 30))
                            .toString();
            try (Text text = parsed(chars)) {
                assertEquals(Double.parseDouble(chars), text.parseDouble(), chars);
            }
        }
    }
}
