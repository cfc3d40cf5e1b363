package dev.mayfly.alloc;

import dev.mayfly.memory.MallocFunctions;

import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.MemoryUtil.MemoryAllocator;

import java.lang.StackWalker.StackFrame;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The place in the program that a call to an allocator came from: the nearest frames of the stack
 * that are not an allocator's own. Finding it costs a microsecond, writing it out some more.
 */
final class Site {

    private static final int FRAMES = 3;

    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Set<Class<?>> ALLOCATORS_OWN =
            Set.of(
                    Site.class,
                    Ledger.class,
                    FailureRuns.class,
                    MallocFunctions.class,
                    MemoryUtil.class);

    private final List<StackFrame> frames;

    private Site(List<StackFrame> frames) {
        this.frames = frames;
    }

    /** Who called the allocator that calls this. */
    static Site ofCaller() {
        return new Site(
                WALKER.walk(
                        stack ->
                                stack.filter(frame -> !isAllocatorsOwn(frame))
                                        .limit(FRAMES)
                                        .toList()));
    }

    private static boolean isAllocatorsOwn(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return isAllocatorsOwn(type) || isAllocatorsOwn(type.getNestHost());
    }

    private static boolean isAllocatorsOwn(Class<?> type) {
        return ALLOCATORS_OWN.contains(type)
                || SegmentAllocator.class.isAssignableFrom(type)
                || MemoryAllocator.class.isAssignableFrom(type);
    }

    /** The nearest frame first: {@code Level.load(Level.java:42) < Game.start(Game.java:7)}. */
    @Override
    public String toString() {
        return frames.isEmpty()
                ? "an unknown place"
                : frames.stream().map(Site::describe).collect(Collectors.joining(" < "));
    }

    private static String describe(StackFrame frame) {
        String type = frame.getClassName();
        return "%s.%s(%s:%d)"
                .formatted(
                        type.substring(type.lastIndexOf('.') + 1),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber());
    }
}
