package dev.mayfly.debug.junit;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs ticks in a test and holds them to their {@link TickBudget}.
 *
 * <p>Scratch is emptied after every tick, as {@code GameLoop} does it. Ticks are measured in
 * windows of as many as were asked for, until one window keeps to the budget, five at most: the
 * first run of code loads classes and links calls, and the JIT compiler may allocate once on the
 * test's thread. Code that goes over the budget even once in so many ticks passes in none.
 *
 * <p><b>Thread:</b> the test's.
 */
public final class Ticker {

    /** The phase of ticks that have no name. */
    public static final String TICK = "tick";

    private static final int MOST_WINDOWS = 5;

    private final TestMemory memory;
    private final List<TickBudget> budgets;
    private final Set<String> unmeasured = new TreeSet<>();

    Ticker(TestMemory memory, List<TickBudget> budgets) {
        this.memory = memory;
        this.budgets = budgets;
        budgets.forEach(budget -> unmeasured.add(budget.phase()));
    }

    /**
     * Runs ticks of the phase {@link #TICK}.
     *
     * @param ticks how many a window has, 1 or more
     * @param tick what a tick does
     * @throws AssertionError if every window goes over the budget
     */
    public void run(int ticks, Runnable tick) {
        run(TICK, ticks, tick);
    }

    /**
     * Runs ticks of a phase.
     *
     * @param phase which budget is theirs; ticks of a phase without one are only run
     * @param ticks how many a window has, 1 or more
     * @param tick what a tick does
     * @throws AssertionError if every window goes over the budget
     */
    public void run(String phase, int ticks, Runnable tick) {
        if (ticks < 1) {
            throw new IllegalArgumentException(
                    "ticks is %d: it must be 1 or more".formatted(ticks));
        }
        unmeasured.remove(phase);
        Window window = new Window(memory, ticks);
        List<String> excesses = List.of();
        for (int i = 0; i < MOST_WINDOWS; i++) {
            window.run(tick);
            excesses = budgetOf(phase).stream().flatMap(window::excesses).toList();
            if (excesses.isEmpty()) {
                return;
            }
        }
        throw new AssertionError(
                "\"%s\" goes over its budget in each of %d windows of %d ticks, in the last one with\n- %s"
                        .formatted(phase, MOST_WINDOWS, ticks, String.join("\n- ", excesses)));
    }

    private List<TickBudget> budgetOf(String phase) {
        return budgets.stream().filter(budget -> budget.phase().equals(phase)).toList();
    }

    /** Phases that have a budget and no ticks. */
    Set<String> unmeasured() {
        return unmeasured;
    }
}
