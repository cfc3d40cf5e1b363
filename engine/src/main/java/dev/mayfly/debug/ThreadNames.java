package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/** Numbers for threads, so that a record holds four bytes, and their names, which outlive them. */
final class ThreadNames {

    private static final List<String> NAMES = new ArrayList<>();

    private ThreadNames() {}

    /** A new number for a thread. */
    static int idOf(Thread thread) {
        String name = thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
        synchronized (NAMES) {
            NAMES.add(name);
            return NAMES.size() - 1;
        }
    }

    /** What the thread was called when it was first seen. */
    static String of(int id) {
        synchronized (NAMES) {
            return NAMES.get(id);
        }
    }
}
