package dev.mayfly.data.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** A declaration that cannot be a struct is a compiler error, at its line, that says what can. */
class MistakesTest {

    private static final String ALLOWED =
            "allowed are primitive types, records with @NativeStruct, JOML's vectors, quaternions"
                    + " and matrices, and arrays of these with @Length";

    @TempDir private Path folder;

    /** The source begins at line 1; imports are written for it in front of line 1's type. */
    private void assertComplaints(String source, String... complaints) {
        String imports = "import dev.mayfly.data.*; ";
        assertEquals(
                List.of(complaints),
                Compilation.of(folder, imports + source).complaints().stream()
                        .map(each -> each.replaceFirst("^\\w+\\.java:(\\d+):\\d+:", "$1:"))
                        .toList());
    }

    @Test
    void shouldRefuseAClass() {
        assertComplaints(
                """

                @NativeStruct
                final class Bad {
                    int x;
                }
                """,
                "3: @NativeStruct goes on a record, and Bad is a class: declare it as a record of"
                        + " its components");
    }

    @Test
    void shouldRefuseAnInterfaceAndAnEnum() {
        assertComplaints(
                """

                @NativeStruct
                interface Bad {}
                """,
                "3: @NativeStruct goes on a record, and Bad is an interface: declare it as a record"
                        + " of its components");
        assertComplaints(
                """

                @NativeStruct
                enum Bad { ONE }
                """,
                "3: @NativeStruct goes on a record, and Bad is an enum: declare it as a record of"
                        + " its components");
    }

    @Test
    void shouldRefuseTypeParameters() {
        assertComplaints(
                """

                @NativeStruct
                record Bad<T>(int x) {}
                """,
                "3: Bad has type parameters, and a struct has one layout: declare a record without"
                        + " them");
    }

    @Test
    void shouldRefuseARecordWithoutComponents() {
        assertComplaints(
                """

                @NativeStruct
                record Bad() {}
                """,
                "3: Bad has no components: a struct has one or more");
    }

    @Test
    void shouldRefuseAPrivateRecord() {
        assertComplaints(
                """

                final class Outer {
                    @NativeStruct
                    private record Bad(int x) {}
                }
                """,
                "4: Bad is private, where generated code cannot see it: leave out \"private\"");
        assertComplaints(
                """

                final class Outer {
                    private static final class Inner {
                        @NativeStruct
                        record Bad(int x) {}
                    }
                }
                """,
                "5: Bad is inside of Inner, which is private, where generated code cannot see it:"
                        + " leave out \"private\"");
    }

    @Test
    void shouldRefuseALocalRecord() {
        assertComplaints(
                """

                final class Outer {
                    void method() {
                        @NativeStruct
                        record Bad(int x) {}
                    }

                    static final Runnable FIELD = () -> {
                        @dev.mayfly.data.NativeStruct record Worse(int x) {}
                    };
                }
                """,
                "4: Bad is local to a method, where generated code cannot see it: declare it in a"
                        + " class or a file of its own",
                "9: Worse is local to a method, where generated code cannot see it: declare it in a"
                        + " class or a file of its own");
    }

    @Test
    void shouldRefuseWhatIsNoPlainValue() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int x,
                        String name,
                        java.util.List<String> names) {}
                """,
                "5: name cannot be stored in a struct, being of type String: " + ALLOWED);
        assertComplaints(
                """

                @NativeStruct
                record Bad(int x, @Length(3) Integer[] many) {}
                """,
                "3: many cannot be stored in a struct, being of type Integer: " + ALLOWED);
        assertComplaints(
                """

                @NativeStruct
                record Bad(int x, @Length(3) int[][] many) {}
                """,
                "3: many cannot be stored in a struct, being of type int[]: " + ALLOWED);
    }

    @Test
    void shouldSayThatTheRecordInsideMustBeAStructToo() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        Point point) {}

                record Point(int x) {}
                """,
                "4: Point is a record without @NativeStruct: put it there, so that point can be"
                        + " stored");
    }

    @Test
    void shouldAskForALength() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int x,
                        float[] weights) {}
                """,
                "5: weights needs its length: write @Length(16) float[] weights for sixteen of"
                        + " them");
    }

    @Test
    void shouldRefuseALengthThatIsNone() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int x,
                        @Length(0)
                        float[] weights) {}
                """,
                "5: the length of weights is 0: it must be 1 or more");
        assertComplaints(
                """

                @NativeStruct
                record Bad(@Length(-3) float[] weights) {}
                """,
                "3: the length of weights is -3: it must be 1 or more");
    }

    @Test
    void shouldRefuseALengthOfWhatIsNoArray() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        @Length(2)
                        int x) {}
                """,
                "4: @Length is for arrays, and x is of type int: leave it out");
    }

    @Test
    void shouldRefuseAStructInsideItself() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int value,
                        Bad next) {}
                """,
                "5: a struct cannot contain itself: Bad contains Bad; store an index or an"
                        + " address");
    }

    @Test
    void shouldRefuseStructsInsideEachOther() {
        assertComplaints(
                """

                @NativeStruct
                record Chicken(@Length(2) Egg[] eggs) {}

                @NativeStruct
                record Egg(Chicken chicken) {}
                """,
                "6: a struct cannot contain itself: Chicken contains Egg contains Chicken; store an"
                        + " index or an address",
                "3: a struct cannot contain itself: Egg contains Chicken contains Egg; store an"
                        + " index or an address");
    }

    @Test
    void shouldRefuseWhatIsTooLarge() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        @Length(Integer.MAX_VALUE)
                        double[] many) {}
                """,
                "4: many is too large: 2147483647 elements of 8 bytes, and a struct may have"
                        + " 16777216 bytes");
        assertComplaints(
                """

                @NativeStruct
                record Bad(@Length(16777216) byte[] many, byte last) {}
                """,
                "3: Bad is too large: 16777217 bytes, and a struct may have 16777216");
    }

    @Test
    void shouldRefuseTooManyComponents() {
        StringBuilder components = new StringBuilder("long c0");
        for (int i = 1; i < 127; i++) {
            components.append(", long c").append(i);
        }
        assertComplaints(
                "\n@NativeStruct\nrecord Bad(" + components + ") {}",
                "3: Bad has too many components for a method's parameters, of which there may be"
                        + " 252, long and double counting twice: put some into a struct inside it");
    }

    @Test
    void shouldRefuseNamesThatGeneratedMethodsHave() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int x,
                        int get) {}
                """,
                "5: get is the name of a method of the generated classes: choose another");
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int xColumn,
                        int x) {}
                """,
                "4: xColumn is the name of a generated method for x: choose another");
    }

    @Test
    void shouldRefuseNamesThatBecomeTheSameConstant() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        int maxSpeed,
                        int max_speed) {}
                """,
                "5: maxSpeed and max_speed are both OFFSET_MAX_SPEED in the generated classes:"
                        + " rename one of them");
    }

    @Test
    void shouldRefuseClassesThatAreThereAlready() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(int x) {}

                final class BadArray {}
                """,
                "3: BadArray is to be generated for Bad, but there is such a class already: rename"
                        + " one of them");
        assertComplaints(
                """

                final class Outer {
                    @NativeStruct
                    record Bad(int x) {}

                    static final class Inner {
                        @NativeStruct
                        record Bad(int x) {}
                    }
                }
                """,
                "8: BadLayout is to be generated for Outer.Inner.Bad, but Outer.Bad has one"
                        + " already: rename one of them");
    }

    @Test
    void shouldReportAMistakeInAnInnerStructOnce() {
        assertComplaints(
                """

                @NativeStruct
                record Outer(Inner inner) {}

                @NativeStruct
                record Inner(
                        String text) {}
                """,
                "7: text cannot be stored in a struct, being of type String: " + ALLOWED);
    }

    @Test
    void shouldLeaveUnknownTypesToTheCompiler() {
        assertComplaints(
                """

                @NativeStruct
                record Bad(
                        Missing what) {}
                """,
                "4: cannot find symbol\n  symbol:   class Missing\n  location: class Bad");
    }
}
