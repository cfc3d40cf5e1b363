package dev.mayfly.swarm.replay;

import dev.mayfly.alloc.Allocator;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a run's input down as it happens. */
public final class ReplayRecorder implements AutoCloseable {

    public ReplayRecorder(Allocator persistent, long seed, int enemies) {}

    /** Appends the input of the next tick. */
    public void add(long input) {}

    /** Writes the file; all or nothing. */
    public void write(Path file, long checksum) throws IOException {}

    @Override
    public void close() {}
}
