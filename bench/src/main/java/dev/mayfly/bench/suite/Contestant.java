package dev.mayfly.bench.suite;

/**
 * Somebody who is measured.
 *
 * @param label what the page calls it
 * @param method the benchmark, as {@code Class.method}; parameters that tell contestants of one
 *     method apart follow in brackets: {@code GeneralPairs.small[allocator=mimalloc]}
 * @param kind whose it is
 * @param note what the reader should know about it, or nothing
 */
public record Contestant(String label, String method, Kind kind, String note) {

    /** Whose a contestant is. */
    public enum Kind {
        /** Mayfly's. */
        MAYFLY,
        /** What a Java program would use instead. */
        PEER,
        /** The same loop in C, compiled on this machine. */
        C,
        /** Plain Java objects. */
        JAVA
    }
}
