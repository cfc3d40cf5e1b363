[#assign sum][#if type == "int"]long[#else][=type][/#if][/#assign]
[#macro one result name parameters arguments]
    /** {@link [=Name]Scalar#[=name]}. */
    public static [=result] [=name]([=parameters]) {
    [#if result == "void"]
        if (Choice.VECTORS) {
            [=Name]Vectors.[=name]([=arguments]);
        } else {
            [=Name]Scalar.[=name]([=arguments]);
        }
    [#else]
        return Choice.VECTORS
                ? [=Name]Vectors.[=name]([=arguments])
                : [=Name]Scalar.[=name]([=arguments]);
    [/#if]
    }

[/#macro]
// Made from Kernels.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.data.kernel;

/** Loops over {@code [=type]}s: those with vector instructions, where there are any. */
public final class [=Name]Kernels {

    private [=Name]Kernels() {}

[@one "void" "fill" "long x, long count, [=type] k" "x, count, k"/]
[@one "void" "addEach" "long x, long a, long count" "x, a, count"/]
[@one "void" "subtractEach" "long x, long a, long count" "x, a, count"/]
[@one "void" "multiplyEach" "long x, long a, long count" "x, a, count"/]
[@one "void" "addToEach" "long x, long count, [=type] k" "x, count, k"/]
[@one "void" "scale" "long x, long count, [=type] k" "x, count, k"/]
[@one "void" "addScaled" "long x, long v, long count, [=type] k" "x, v, count, k"/]
[@one "void" "addProducts" "long x, long a, long b, long count" "x, a, b, count"/]
[@one "void" "clamp" "long x, long count, [=type] low, [=type] high" "x, count, low, high"/]
[@one type "min" "long x, long count" "x, count"/]
[@one type "max" "long x, long count" "x, count"/]
[@one sum "sum" "long x, long count" "x, count"/]
[@one sum "dot" "long x, long a, long count" "x, a, count"/]
[#if type == "int"]
[@one "long" "firstOutside" "long x, long count, long size" "x, count, size"/]
[/#if]
    /**
     * Writes down the indices of all elements that compare so with a number.
     *
     * @param first what the first element's index is taken for
     * @param out room for {@code count} ints
     * @return how many there are
     */
    public static long where(
            Comparison how, long x, long count, int first, [=type] k, long out) {
        return switch (how) {
[#list ["LESS Less", "AT_MOST AtMost", "GREATER Greater", "AT_LEAST AtLeast", "EQUAL Equal"] as pair]
    [#assign words = pair?split(" ")]
            case [=words[0]] ->
                    Choice.VECTORS
                            ? [=Name]Vectors.where[=words[1]](x, count, first, k, out)
                            : [=Name]Scalar.where[=words[1]](x, count, first, k, out);
[/#list]
        };
    }
}
