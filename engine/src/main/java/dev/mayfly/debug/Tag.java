package dev.mayfly.debug;

import java.util.ArrayList;
import java.util.List;

/**
 * The name of a subsystem, by which tracked memory is counted: "textures", "audio", "level-3".
 *
 * {@snippet file="dev/mayfly/snippets/DebugSnippets.java" region="tag"}
 *
 * <p>A tag is made once and kept in a constant. What a thread allocates while a tag is in use
 * carries it; a block of memory keeps its tag until it is freed. There are at most {@value #MOST}.
 *
 * <p><b>Cost:</b> using one and ending it takes about 5 ns and makes no Java garbage.
 * <b>Thread:</b> any; a use belongs to its thread.
 */
public final class Tag {

    /** How many there may be, with {@link #NONE}. */
    public static final int MOST = 1024;

    private static final List<Tag> ALL = new ArrayList<>();

    /** What carries no tag. */
    public static final Tag NONE = of("untagged");

    /** Its place in every table, from 0. */
    final int id;

    private final String name;

    private Tag(int id, String name) {
        this.id = id;
        this.name = name;
    }

    /**
     * The tag of a name.
     *
     * @param name what reports call it
     * @return the same object for the same name
     * @throws IllegalArgumentException if there are {@value #MOST} tags already
     */
    public static Tag of(String name) {
        synchronized (ALL) {
            for (Tag tag : ALL) {
                if (tag.name.equals(name)) {
                    return tag;
                }
            }
            if (ALL.size() == MOST) {
                throw new IllegalArgumentException(
                        "\"%s\" would be tag number %d: tags are for subsystems, and there may be %d"
                                .formatted(name, MOST + 1, MOST));
            }
            Tag tag = new Tag(ALL.size(), name);
            ALL.add(tag);
            return tag;
        }
    }

    /**
     * Tags what the calling thread allocates from now on.
     *
     * @return the use, for try-with-resources; the tag before is back when it closes
     */
    public Use use() {
        Caller caller = Caller.current();
        Use use = caller.uses.next();
        use.begin(caller.tag);
        caller.tag = id;
        return use;
    }

    /**
     * What reports call it.
     *
     * @return the name it was made with
     */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    static Tag of(int id) {
        synchronized (ALL) {
            return ALL.get(id);
        }
    }

    /** A tag in use on a thread. */
    public static final class Use implements AutoCloseable {

        private final Caller caller;
        private final int depth;
        private int before;
        private boolean open;

        Use(Caller caller, int depth) {
            this.caller = caller;
            this.depth = depth;
        }

        private void begin(int tagBefore) {
            before = tagBefore;
            open = true;
        }

        /**
         * Brings back the tag before.
         *
         * @throws IllegalStateException if it is closed already, out of order, or on another thread
         */
        @Override
        public void close() {
            if (!open || caller != Caller.current() || !caller.uses.end(depth)) {
                throw new IllegalStateException(
                        "the use of a Tag is closed twice, out of order or on another thread than %s: use try-with-resources"
                                .formatted(ThreadNames.of(caller.thread)));
            }
            open = false;
            caller.tag = before;
        }
    }

    /** The uses that are open on one thread, and closed ones to use again. */
    static final class Uses {

        private final Caller caller;
        private Use[] uses = new Use[0];
        private int depth;

        Uses(Caller caller) {
            this.caller = caller;
        }

        private Use next() {
            if (depth == uses.length) {
                grow();
            }
            return uses[depth++];
        }

        private boolean end(int closing) {
            if (closing != depth - 1) {
                return false;
            }
            depth--;
            return true;
        }

        private void grow() {
            Use[] more = new Use[Math.max(8, 2 * depth)];
            System.arraycopy(uses, 0, more, 0, depth);
            for (int i = depth; i < more.length; i++) {
                more[i] = new Use(caller, i);
            }
            uses = more;
        }
    }
}
