package dev.mayfly.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayfly.Garbage;
import dev.mayfly.alloc.HeapAllocator;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;

/** Every way to read a number, against {@link Double#parseDouble} and {@link Float#parseFloat}. */
class DecimalParserTest {

    private static final int MANY = 500_000;

    private final SplittableRandom random = new SplittableRandom(20261120);

    /** Reads it as both kinds; its negative too. */
    private static void check(TextBuilder builder, String chars) {
        Text text = builder.clear().append(chars).view();
        if (bits(text.parseDouble()) != bits(Double.parseDouble(chars))
                || bits(text.parseFloat()) != bits(Float.parseFloat(chars))) {
            assertEquals(Double.parseDouble(chars), text.parseDouble(), chars);
            assertEquals(Float.parseFloat(chars), text.parseFloat(), chars);
        }
    }

    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }

    private static int bits(float value) {
        return Float.floatToIntBits(value);
    }

    private static void check(String chars) {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            check(builder, chars);
            check(builder, "-" + chars);
        }
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    @Test
    void shouldReadWhatJavaWritesForEveryKindOfNumber() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < MANY; i++) {
                double value = Double.longBitsToDouble(random.nextLong());
                check(builder, Double.toString(value));
                check(builder, Float.toString(Float.intBitsToFloat(random.nextInt())));
            }
        }
    }

    @Test
    void shouldReadAnyDigitsWithAnyExponent() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < 2 * MANY; i++) {
                String whole = digits(random.nextInt(1, 12));
                String fraction = digits(random.nextInt(14));
                check(builder, whole + "." + fraction + "e" + random.nextInt(-345, 312));
            }
        }
    }

    @Test
    void shouldReadMoreDigitsThanFitALong() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < MANY / 5; i++) {
                String zeros = "0".repeat(random.nextInt(5));
                String whole = zeros + digits(random.nextInt(40));
                String fraction = "0".repeat(random.nextInt(25)) + digits(random.nextInt(1, 40));
                check(builder, whole + "." + fraction);
                check(builder, whole + fraction + "." + "e" + random.nextInt(-400, 312));
                check(builder, "." + fraction + zeros + "E" + random.nextInt(-345, 350));
            }
        }
    }

    /** Exactly half way between neighbours, and a last digit above and below. */
    private static void checkMiddle(TextBuilder builder, BigDecimal middle) {
        String exact = middle.toString();
        check(builder, exact);
        check(builder, middle.toPlainString());
        check(builder, middle.toPlainString() + (middle.scale() > 0 ? "" : ".") + "0".repeat(900));
        String above = middle.unscaledValue() + "0".repeat(900) + "1";
        check(builder, above + "e" + (-middle.scale() - 901L));
        check(
                builder,
                middle.unscaledValue().subtract(BigInteger.ONE) + "9e" + (-middle.scale() - 1L));
        check(builder, middle.round(new MathContext(19)).toString());
        check(builder, middle.round(new MathContext(25)).toString());
    }

    private static BigDecimal middle(double lower) {
        BigDecimal ulp = new BigDecimal(Math.ulp(lower));
        return new BigDecimal(lower).add(ulp.divide(BigDecimal.TWO));
    }

    private static BigDecimal middle(float lower) {
        BigDecimal ulp = new BigDecimal(Math.ulp(lower));
        return new BigDecimal(lower).add(ulp.divide(BigDecimal.TWO));
    }

    @Test
    void shouldGiveTheEvenOneWhereTwoAreEquallyNear() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = 0; i < 1500; i++) {
                long bits = random.nextLong(Double.doubleToLongBits(Double.POSITIVE_INFINITY));
                checkMiddle(builder, middle(Double.longBitsToDouble(bits)));
                checkMiddle(builder, middle((double) random.nextLong()));
                int narrow = random.nextInt(Float.floatToIntBits(Float.POSITIVE_INFINITY));
                checkMiddle(builder, middle(Float.intBitsToFloat(narrow)));
            }
        }
    }

    @Test
    void shouldReadTheMiddleNextToEveryPowerOfTwo() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = Double.MIN_EXPONENT - 52; i <= Double.MAX_EXPONENT; i++) {
                double power = Math.scalb(1.0, i);
                checkMiddle(builder, middle(power));
                checkMiddle(builder, middle(Math.nextDown(power)));
            }
            for (int i = Float.MIN_EXPONENT - 23; i <= Float.MAX_EXPONENT; i++) {
                float power = Math.scalb(1f, i);
                checkMiddle(builder, middle(power));
                checkMiddle(builder, middle(Math.nextDown(power)));
            }
        }
    }

    @Test
    void shouldReadWhatIsAroundTheEndsOfTheRange() {
        for (double edge : new double[] {0, Double.MIN_VALUE, Double.MIN_NORMAL}) {
            for (int i = 0; i < 4; i++) {
                checkEdge(new BigDecimal(edge).add(new BigDecimal(Double.MIN_VALUE * i)));
            }
        }
        checkEdge(middle(0.0));
        checkEdge(middle(Math.nextDown(Double.MIN_NORMAL)));
        checkEdge(middle(Double.MAX_VALUE));
        checkEdge(middle(0f));
        checkEdge(middle(Math.nextDown(Float.MIN_NORMAL)));
        checkEdge(middle(Float.MAX_VALUE));
    }

    private static void checkEdge(BigDecimal edge) {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            checkMiddle(builder, edge);
        }
    }

    @Test
    void shouldReadEveryPowerOfTenAndItsNeighbours() {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (int i = -400; i <= 400; i++) {
                for (String digits :
                        new String[] {
                            "1",
                            "9",
                            "5",
                            "18446744073709551615",
                            "9999999999999999999",
                            "10000000000000000001",
                            "9007199254740993",
                            "16777217"
                        }) {
                    check(builder, digits + "e" + i);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0e400",
                "0e99999999999999999999",
                "0.000e-99999999999999999999",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "1e2147483648",
                "1e-2147483649",
                "00000000000000000000000000000000",
                "00000000000000000000.00000000000000000000e5",
                "0.5000000000000000000000000000",
                "9007199254740993.0000000000000000000000",
                "9007199254740993.00000000000000000000001",
                "2.2250738585072011e-308", // hung PHP and Java once
                "2.2250738585072012e-308",
                "2.4703282292062327208e-324",
                "2.4703282292062328e-324",
                "4.9406564584124654e-324",
                "1.7976931348623157e308",
                "1.7976931348623158e308",
                "1.7976931348623159e308",
                "17976931348623158079372897140530341507993413271003782693617377898044e241",
                "3.4028235677973366e38",
                "3.4028235677973365e38",
                "7.006492321624085e-46",
                "7.0064923216240854e-46",
                "1.00000017881393421514957253748434595763683319091796875001",
                "1.00000017881393432617187499",
                "1.000000178813934326171875",
                "8.5", // and floats' middles that are doubles
                "16777217",
                "16777219.0000000000000000000000000000001",
                "3.0e-46",
                "6.631236846766476e-316",
                "3.2378839133029012895883524125015321748630094055e-319",
                "1090544144181609348671888949248",
                "7.3177701707893310e+15"
            })
    void shouldReadWhatIsKnownToBeHard(String chars) {
        check(chars);
    }

    @Test
    void shouldMakeUpForManyZerosWithTheExponent() {
        for (int zeros : new int[] {10, 400, 2000, 100_000}) {
            check("0." + "0".repeat(zeros) + "1234567890123456789012e" + (zeros + 3));
            check("1234567890123456789012" + "0".repeat(zeros) + "e-" + zeros);
            check("1" + "0".repeat(zeros) + "e-" + zeros);
            check("0." + "0".repeat(zeros) + "1e" + zeros);
        }
    }

    @Property(tries = 3000, seed = "20261120")
    void shouldReadWhatEveryBuilderWrites(
            @ForAll double number, @ForAll float narrow, @ForAll @IntRange(max = 17) int decimals) {
        try (TextBuilder builder = TextBuilder.create(HeapAllocator.INSTANCE)) {
            assertEquals(number, builder.append(number).view().parseDouble());
            assertEquals(narrow, builder.clear().append(narrow).view().parseFloat());
            String fixed = builder.clear().appendFixed(number, decimals).toString();
            check(builder, fixed);
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
                "1e",
                "1e+",
                "1..2",
                "1f",
                "0x1p3",
                " 1",
                "1 ",
                "123456789012345678901234567890x",
                "12345678901234567890123.4.5",
                "nan",
                "Infinit",
                "1e5.0"
            })
    void shouldRefuseWhatIsNoNumberAndNameIt(String chars) {
        try (Text text = Text.of(HeapAllocator.INSTANCE, chars)) {
            for (var parse : List.<Executable>of(text::parseDouble, text::parseFloat)) {
                NumberFormatException refused = assertThrows(NumberFormatException.class, parse);
                assertEquals(
                        "\"" + chars + "\" is no number: nothing was read", refused.getMessage());
            }
        }
    }

    @Test
    void shouldMakeNoJavaGarbageHoweverHardItIs() {
        String[] hard = {
            "1e23",
            "123456789012345678901234567890e-17",
            middle(Math.nextDown(Double.MIN_NORMAL)).toPlainString(),
            middle(1.1).toPlainString(),
            middle(1.1f).toPlainString() + "0000000000000000000001",
            middle(Double.MAX_VALUE).toString(),
            "1e400",
            "1e-400"
        };
        try (TextBuilder all = TextBuilder.create(HeapAllocator.INSTANCE)) {
            for (String one : hard) {
                all.append(one).append(';');
            }
            TextPieces pieces = all.view().split(';');
            Text text = all.view();
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 200; i++) {
                            readAll(pieces.restart(text), hard.length);
                        }
                    });
        }
    }

    private static void readAll(TextPieces pieces, int count) {
        for (int i = 0; i < count; i++) {
            if (!pieces.next() || !(pieces.parseDouble() >= 0) || !(pieces.parseFloat() >= 0)) {
                throw new AssertionError(i);
            }
        }
    }
}
