package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** How many bytes each tag has, and how many it may have. */
final class Budgets {

    private record Budget(long bytes, BudgetListener listener) {}

    private final String allocator;
    private final AtomicLongArray live = new AtomicLongArray(Tag.MOST);
    private final AtomicReferenceArray<@Nullable Budget> budgets =
            new AtomicReferenceArray<>(Tag.MOST);

    Budgets(String allocator) {
        this.allocator = allocator;
    }

    void set(Tag tag, long bytes, BudgetListener listener) {
        budgets.set(tag.id, new Budget(bytes, listener));
    }

    void add(int tag, long bytes) {
        long now = live.addAndGet(tag, bytes);
        if (bytes > 0) {
            Budget budget = budgets.get(tag);
            if (budget != null && now > budget.bytes && now - bytes <= budget.bytes) {
                budget.listener.exceeded(allocator, Tag.of(tag), now, budget.bytes);
            }
        }
    }

    /** {@code freeAll}: nothing is live. */
    void clear() {
        for (int tag = 0; tag < Tag.MOST; tag++) {
            live.set(tag, 0);
        }
    }

    long live(Tag tag) {
        return live.get(tag.id);
    }
}
