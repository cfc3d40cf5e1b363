package dev.mayfly.data.kernel;

/** What an element has to be, next to a number, to be found. */
public enum Comparison {
    /** {@code <}. */
    LESS,
    /** {@code <=}. */
    AT_MOST,
    /** {@code >}. */
    GREATER,
    /** {@code >=}. */
    AT_LEAST,
    /** {@code ==}. */
    EQUAL
}
