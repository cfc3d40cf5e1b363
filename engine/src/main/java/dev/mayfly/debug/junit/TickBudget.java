package dev.mayfly.debug.junit;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a tick may cost. The test takes a {@link Ticker} as a parameter and runs ticks with it; one
 * that goes over a budget fails.
 *
 * <p>Repeated, it has a budget for each phase of a tick. A budget that no tick was measured for
 * fails the test too.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(TickBudget.All.class)
@ExtendWith(MemoryExtension.class)
@SuppressWarnings(
        "exports") // Whoever reads this has the library, so its module is theirs to require.
public @interface TickBudget {

    /** The value of a cost that may be anything. */
    long ANY = -1;

    /**
     * Which ticks it is for: the name that {@link Ticker#run(String, int, Runnable)} was given.
     *
     * @return a phase; {@link Ticker#TICK} by default
     */
    String phase() default Ticker.TICK;

    /**
     * What a tick's thread may allocate on the Java heap.
     *
     * @return bytes, in every tick; any by default
     */
    long javaHeapBytes() default ANY;

    /**
     * What a tick may take from the context's allocators and from tracking ones that were made in
     * the test: scratch at its peak, and all that was allocated elsewhere, freed or not.
     *
     * @return bytes, in every tick; any by default
     */
    long nativeBytes() default ANY;

    /**
     * How often a tick may allocate what outlives it: from the context's general allocator and from
     * tracking ones that were made in the test. Scratch does not count.
     *
     * @return allocations, in every tick; any by default
     */
    long allocations() default ANY;

    /**
     * How long a tick may take.
     *
     * @return nanoseconds, for the middle tick of all when sorted, because a machine that has other
     *     things to do makes some longer; any by default
     */
    long nanos() default ANY;

    /** The budgets of several phases. */
    @Documented
    @Inherited
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendWith(MemoryExtension.class)
    @SuppressWarnings("exports")
    @interface All {

        /**
         * One for each phase.
         *
         * @return budgets
         */
        TickBudget[] value();
    }
}
