package dev.mayfly.lwjgl;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells in a line what nobody can be thrown at for; the same thing once. For any thread. */
final class Complaints {

    /** Lines at most. */
    private static final int MOST = 100;

    private final PrintStream out;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Complaints(PrintStream out) {
        this.out = out;
    }

    /**
     * Tells it, unless that was done.
     *
     * @param subject what it is about: the same for what shall be told once
     */
    void say(String subject, String line) {
        if (told.size() < MOST && told.add(subject)) {
            out.println("mayfly: " + line);
        }
    }
}
