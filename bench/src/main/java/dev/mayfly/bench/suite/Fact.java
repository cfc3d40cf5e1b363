package dev.mayfly.bench.suite;

/**
 * Something that the reader should know about the machine or the programs.
 *
 * @param name what
 * @param value how it is
 */
record Fact(String name, String value) {}
