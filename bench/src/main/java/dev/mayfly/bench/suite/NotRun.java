package dev.mayfly.bench.suite;

/**
 * Something that has no figure.
 *
 * @param what a contestant, or a part of the suite
 * @param reason why
 */
record NotRun(String what, String reason) {}
