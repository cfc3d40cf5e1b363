package dev.mayfly.memory;

/** What a program may do with committed pages. */
public enum Protection {
    /** Any access ends the JVM: a fence. */
    NONE,
    /** Reads only. */
    READ,
    /** Reads and writes, as freshly committed pages. */
    READ_WRITE
}
