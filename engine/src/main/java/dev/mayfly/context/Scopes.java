package dev.mayfly.context;

/**
 * The scopes of one context: those that are open, and closed ones to use again.
 *
 * <p>For each depth there are a few, taken in turn. Opening one links nothing to anything, because
 * storing a reference is what costs most in a scope: the garbage collector wants to know of it.
 */
final class Scopes {

    /** Scopes for each depth, a power of two. */
    private static final int TURNS = 4;

    private static final int EXPECTED_DEPTH = 8;

    private final Context context;
    private Scope[] scopes = new Scope[0];
    private int depth;
    private int turn;

    Scopes(Context context) {
        this.context = context;
        makeRoomFor(EXPECTED_DEPTH);
    }

    int depth() {
        return depth;
    }

    /** Opens a scope that brings back {@code restores} as it is now. */
    Scope open(Scope.Slot restores) {
        int next = depth * TURNS + (turn++ & (TURNS - 1));
        if (next >= scopes.length) {
            makeRoomFor(2 * depth);
        }
        Scope scope = scopes[next];
        scope.open(restores);
        depth++;
        return scope;
    }

    private void makeRoomFor(int depths) {
        Scope[] more = new Scope[depths * TURNS];
        System.arraycopy(scopes, 0, more, 0, scopes.length);
        for (int i = scopes.length; i < more.length; i++) {
            more[i] = new Scope(context, i / TURNS + 1);
        }
        scopes = more;
    }

    /** A scope wants to close; only the innermost one may, and on its own thread. */
    void closing(Scope scope) {
        if (!scope.isOpen() || scope.depth() != depth || Thread.currentThread() != context.thread) {
            throw misuse(scope);
        }
        depth--;
    }

    private RuntimeException misuse(Scope scope) {
        if (Thread.currentThread() != context.thread) {
            return new WrongThreadException(
                    "a Context scope of thread \"%s\" is closed on thread \"%s\": close it where it was opened"
                            .formatted(context.thread.getName(), Thread.currentThread().getName()));
        }
        if (scope.isOpen()) {
            return new IllegalStateException(
                    "a Context scope is closed out of order: %d opened after it are still open; close those first"
                            .formatted(depth - scope.depth()));
        }
        return new IllegalStateException(
                "a Context scope is closed twice: close each once, with try-with-resources");
    }

    void checkDepth(int expected, String what) {
        int found = depth;
        if (found == expected) {
            return;
        }
        String inside = String.valueOf(context.allocator);
        while (depth > expected) {
            innermost().close();
        }
        throw new IllegalStateException(
                found > expected
                        ? "%s left %d Context scope(s) open, the innermost with %s as allocator: close each with try-with-resources"
                                .formatted(what, found - expected, inside)
                        : "%s closed %d Context scope(s) that it did not open"
                                .formatted(what, expected - found));
    }

    private Scope innermost() {
        for (int i = (depth - 1) * TURNS; i < depth * TURNS; i++) {
            if (scopes[i].isOpen()) {
                return scopes[i];
            }
        }
        throw new AssertionError("no scope is open at depth " + depth);
    }
}
