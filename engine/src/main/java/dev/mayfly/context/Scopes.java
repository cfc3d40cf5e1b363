package dev.mayfly.context;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The open scopes of one context, and a ring of closed ones to use again. */
final class Scopes {

    private static final int RING = 16;

    private final Context context;
    private final Scope[] ring = new Scope[RING];
    private int next;
    private @Nullable Scope innermost;

    Scopes(Context context) {
        this.context = context;
        for (int i = 0; i < RING; i++) {
            ring[i] = new Scope(this);
        }
    }

    int depth() {
        Scope scope = innermost;
        return scope == null ? 0 : scope.depth;
    }

    /** Opens a scope around the context as it is. */
    Scope open() {
        Scope scope = ring[next++ & (RING - 1)];
        if (scope.open) {
            scope = new Scope(this);
        }
        scope.outer = innermost;
        scope.depth = depth() + 1;
        scope.open = true;
        scope.allocator = context.allocator;
        scope.tempAllocator = context.tempAllocator;
        scope.userData = context.userData;
        scope.userIndex = context.userIndex;
        innermost = scope;
        return scope;
    }

    void close(Scope scope) {
        if (scope != innermost || Thread.currentThread() != context.thread) {
            throw misuse(scope);
        }
        context.allocator = requireNonNull(scope.allocator);
        context.tempAllocator = requireNonNull(scope.tempAllocator);
        context.userData = scope.userData;
        context.userIndex = scope.userIndex;
        innermost = scope.outer;
        scope.outer = null;
        scope.allocator = null;
        scope.tempAllocator = null;
        scope.userData = null;
        scope.open = false;
    }

    private RuntimeException misuse(Scope scope) {
        if (Thread.currentThread() != context.thread) {
            return new WrongThreadException(
                    "a Context scope of thread \"%s\" is closed on thread \"%s\": close it where it was opened"
                            .formatted(context.thread.getName(), Thread.currentThread().getName()));
        }
        if (scope.open) {
            return new IllegalStateException(
                    "a Context scope is closed out of order: %d opened after it are still open; close those first"
                            .formatted(depth() - scope.depth));
        }
        return new IllegalStateException(
                "a Context scope is closed twice: close each once, with try-with-resources");
    }

    void checkDepth(int expected, String what) {
        int found = depth();
        if (found == expected) {
            return;
        }
        String inside = String.valueOf(context.allocator);
        while (innermost != null && innermost.depth > expected) {
            close(innermost);
        }
        throw new IllegalStateException(
                found > expected
                        ? "%s left %d Context scope(s) open, the innermost with %s as allocator: close each with try-with-resources"
                                .formatted(what, found - expected, inside)
                        : "%s closed %d Context scope(s) that it did not open"
                                .formatted(what, expected - found));
    }
}
