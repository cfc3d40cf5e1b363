package dev.mayfly.bench;

import org.openjdk.jmh.annotations.Threads;

/** {@link GeneralChurn} by two threads at once on one allocator, each with slots of its own. */
@Threads(2)
public class GeneralChurnTwoThreads extends GeneralChurn {}
