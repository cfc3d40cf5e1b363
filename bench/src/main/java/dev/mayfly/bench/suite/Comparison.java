package dev.mayfly.bench.suite;

import java.util.List;

/**
 * One question, and who is measured to answer it.
 *
 * @param id a short name that stays, for filters and for comparing runs
 * @param title what the page calls it
 * @param question what is asked, as a sentence
 * @param unit what figures are in, such as {@code ns per allocation}; less is better
 * @param ours Mayfly's contestant that the verdict is about, as {@code Class.method}
 * @param contestants all of them, Mayfly's among them
 * @param params parameters that make a row each, or, in a curve, the first of them the x axis
 * @param curve whether figures are a curve over the first parameter
 * @param inShort whether the short suite has it
 * @param explains what the reader should know, in a sentence
 */
public record Comparison(
        String id,
        String title,
        String question,
        String unit,
        String ours,
        List<Contestant> contestants,
        List<String> params,
        boolean curve,
        boolean inShort,
        String explains) {}
