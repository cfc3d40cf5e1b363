package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for threads, so that a record holds four bytes, and their names, which outlive them.
 * Threads of one name share a number, and so do all virtual threads without one: there may be
 * millions.
 */
final class ThreadNames {

    private static final List<String> NAMES = new ArrayList<>();
    private static final Map<String, Integer> IDS = new HashMap<>();

    private ThreadNames() {}

    static int idOf(Thread thread) {
        String name = nameOf(thread);
        synchronized (NAMES) {
            Integer known = IDS.get(name);
            if (known != null) {
                return known;
            }
            int id = NAMES.size();
            NAMES.add(name);
            IDS.put(name, id);
            return id;
        }
    }

    static String nameOf(Thread thread) {
        if (!thread.getName().isEmpty()) {
            return thread.getName();
        }
        return thread.isVirtual() ? "a virtual thread" : "thread " + thread.threadId();
    }

    /** What the thread was called when it was first seen. */
    static String of(int id) {
        synchronized (NAMES) {
            return NAMES.get(id);
        }
    }
}
