package dev.mayfly.debug;

import dev.mayfly.alloc.MemoryException;

import java.util.function.Consumer;

/**
 * What happens when something wrong was found. It is on record by then, whatever happens.
 *
 * <p>By default the program stops where it happened: a mistake that is only written down goes
 * unnoticed, as Odin's users found.
 */
@FunctionalInterface
public interface BadFreePolicy {

    /** Throws a {@link MemoryException} with the finding's text. Nothing is freed. */
    BadFreePolicy THROW =
            finding -> {
                throw new MemoryException(finding.kind().error(), finding.text());
            };

    /** Goes on. A free that cannot be right is left out. */
    BadFreePolicy RECORD = finding -> {};

    /**
     * Tells somebody, and goes on.
     *
     * @param listener who; called on the thread that made the mistake, may throw
     * @return a policy
     */
    static BadFreePolicy tell(Consumer<Finding> listener) {
        return listener::accept;
    }

    /**
     * Something was found.
     *
     * @param finding what; on record already
     */
    void found(Finding finding);
}
