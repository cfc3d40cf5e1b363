package dev.mayfly.context;

/**
 * The scopes of one context: those that are open, and closed ones to use again.
 *
 * <p>For each depth there are a few of each kind, taken in turn, so that a stale one is recognised.
 */
final class Scopes {

    /** Scopes of a kind for each depth, a power of two. */
    private static final int TURNS = 4;

    private final Context context;
    private Scope[] plain = {};
    private Scope[] remembering = {};

    Scopes(Context context, int depths) {
        this.context = context;
        makeRoom(depths);
    }

    /** Where the scope is that opens where {@code depth} are open, at a turn. */
    static int index(int depth, int turn) {
        return depth * TURNS + (turn & (TURNS - 1));
    }

    /** Scopes that change only the general allocator. */
    Scope[] plain() {
        return plain;
    }

    /** The scope for anything more that opens where {@code depth} are open, at a turn. */
    Scope remembering(int depth, int turn) {
        return remembering[index(depth, turn)];
    }

    void makeRoom(int depths) {
        Scope[] morePlain = more(plain, depths, false);
        remembering = more(remembering, depths, true);
        plain = morePlain;
    }

    private Scope[] more(Scope[] scopes, int depths, boolean remember) {
        Scope[] more = new Scope[depths * TURNS];
        System.arraycopy(scopes, 0, more, 0, scopes.length);
        for (int i = scopes.length; i < more.length; i++) {
            more[i] = new Scope(context, remember);
        }
        return more;
    }

    /** The open scope of a depth. */
    Scope openAt(int depth) {
        for (int i = (depth - 1) * TURNS; i < depth * TURNS; i++) {
            if (plain[i].depth() == depth) {
                return plain[i];
            }
            if (remembering[i].depth() == depth) {
                return remembering[i];
            }
        }
        throw new AssertionError("no scope is open at depth " + depth);
    }

    /** What is wrong with closing a scope. */
    static RuntimeException misuse(Scope scope, Thread owner, int depth) {
        Thread thread = Thread.currentThread();
        if (thread != owner) {
            return new WrongThreadException(
                    "a Context scope of thread \"%s\" is closed on thread \"%s\": close it where it was opened"
                            .formatted(owner.getName(), thread.getName()));
        }
        if (scope.depth() > 0) {
            return new IllegalStateException(
                    "a Context scope is closed out of order: %d opened after it are still open; close those first"
                            .formatted(depth - scope.depth()));
        }
        return new IllegalStateException(
                "a Context scope is closed twice: close each once, with try-with-resources");
    }
}
