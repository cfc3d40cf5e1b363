package dev.mayfly.debug;

import dev.mayfly.memory.CallStack;
import dev.mayfly.memory.Memory;

import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Full traces. A stack is first taken as numbers, and only one that was never seen before is walked
 * for its names.
 *
 * <p>Two stacks whose 64-bit hashes are equal are taken for the same.
 */
final class Traces {

    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static volatile Table table = new Table(1 << 10);

    /** Frames in front of a walk that a fingerprint does not have: this class's. */
    private static final int OWN_FRAMES = 2;

    /** Frames in front of a fingerprint that a walk does not have: its own. */
    private static final int FINGERPRINTS_FRAMES = 1;

    private Traces() {}

    /** A hash at even places, 0 for none, and behind it the place. Entries are only ever added. */
    private record Table(long[] slots, int mask) {

        Table(int capacity) {
            this(new long[2 * capacity], capacity - 1);
        }

        int find(long hash) {
            for (int i = (int) hash & mask; ; i = i + 1 & mask) {
                long there = (long) ELEMENT.getAcquire(slots, 2 * i);
                if (there == hash) {
                    return (int) slots[2 * i + 1];
                }
                if (there == 0) {
                    return 0;
                }
            }
        }

        void add(long hash, int place) {
            int i = (int) hash & mask;
            while (slots[2 * i] != 0) {
                i = i + 1 & mask;
            }
            slots[2 * i + 1] = place;
            ELEMENT.setRelease(slots, 2 * i, hash);
        }
    }

    private static int count;

    /**
     * The place that the calling thread is at.
     *
     * @param hash what the caller has just got from {@link CallStack#fingerprint()}, itself: every
     *     method between it and the user is a frame more that is walked
     */
    static int place(long hash) {
        int place = table.find(hash);
        return place != 0 ? place : add(hash, walk());
    }

    private static synchronized int add(long hash, int place) {
        Table now = table;
        if (now.find(hash) != 0) {
            return place;
        }
        if (2 * ++count > now.mask) {
            Table larger = new Table(2 * (now.mask + 1));
            for (int i = 0; i <= now.mask; i++) {
                if (now.slots[2 * i] != 0) {
                    larger.add(now.slots[2 * i], (int) now.slots[2 * i + 1]);
                }
            }
            now = larger;
        }
        now.add(hash, place);
        table = now;
        return place;
    }

    /** The place with all its names. Frames in front that are not the user's are left away. */
    private static int walk() {
        List<StackTraceElement> all = new ArrayList<>();
        int users =
                WALKER.walk(
                        stack -> {
                            int front = -1;
                            for (StackFrame frame :
                                    stack.skip(OWN_FRAMES)
                                            .limit(CallStack.MOST_FRAMES - FINGERPRINTS_FRAMES)
                                            .toList()) {
                                if (front < 0 && !isInternal(frame.getDeclaringClass())) {
                                    front = all.size();
                                }
                                all.add(frame.toStackTraceElement());
                            }
                            return front;
                        });
        boolean lasting =
                ImmortalRules.ofLibraries().match(users < 0 ? all : all.subList(0, users));
        return Places.trace(users < 0 ? all : all.subList(users, all.size()), lasting);
    }

    /** Whether a class only passes on what the user asked for. */
    private static boolean isInternal(Class<?> type) {
        if (type.getClassLoader() == null || type.getName().startsWith("org.lwjgl.")) {
            return true;
        }
        return type.getName().startsWith("dev.mayfly.")
                && (isFrom(type, Traces.class) || isFrom(type, Memory.class));
    }

    private static boolean isFrom(Class<?> type, Class<?> other) {
        return type.getProtectionDomain() == other.getProtectionDomain();
    }
}
