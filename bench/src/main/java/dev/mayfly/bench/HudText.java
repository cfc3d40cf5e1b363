package dev.mayfly.bench;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.TextBuilder;
import dev.mayfly.memory.Memory;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A line of a game's display, made anew every tick as UTF-8 in native memory: two words, an
 * integer, a number with one decimal and one with all that it has.
 */
@State(Scope.Thread)
public class HudText extends Nanoseconds {

    private final FrameArena scratch = FrameArena.create();
    private final TextBuilder text = TextBuilder.create(scratch);
    private final StringBuilder reused = new StringBuilder();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment target = arena.allocate(256);

    private long tick;

    @TearDown
    public void close() {
        scratch.close();
        arena.close();
    }

    private double milliseconds() {
        return 16 + (tick & 1023) / 1024.0;
    }

    private float speed() {
        return (tick & 4095) * 0.37f;
    }

    /** Scratch is freed with every line, which a game does once a tick. */
    @Benchmark
    public byte mayfly() {
        scratch.freeAll();
        tick++;
        text.restart().append("tick ").append(tick);
        text.append("  frame ").appendFixed(milliseconds(), 1).append(" ms");
        text.append("  speed ").append(speed());
        return Memory.getByte(text.address() + text.size() - 1);
    }

    @Benchmark
    public byte stringBuilder() {
        tick++;
        reused.setLength(0);
        reused.append("tick ").append(tick);
        double tenths = Math.rint(milliseconds() * 10);
        reused.append("  frame ").append((long) tenths / 10).append('.').append((long) tenths % 10);
        reused.append(" ms  speed ").append(speed());
        return copied(reused.toString());
    }

    @Benchmark
    public byte stringFormat() {
        tick++;
        return copied(
                String.format(
                        Locale.ROOT,
                        "tick %d  frame %.1f ms  speed %s",
                        tick,
                        milliseconds(),
                        speed()));
    }

    private byte copied(String line) {
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(utf8, 0, target, ValueLayout.JAVA_BYTE, 0, utf8.length);
        return target.get(ValueLayout.JAVA_BYTE, utf8.length - 1);
    }
}
