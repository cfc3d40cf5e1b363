package dev.mayfly.alloc.proof;

import java.util.HashSet;
import java.util.Set;

/**
 * Races over blocks that one thread made and others give back. Whatever happens, every block must
 * come back exactly once: the blocks that are live afterwards are whole, new ones are none of them
 * and all different, and when all are freed the allocator has nothing left.
 */
enum HandBack {
    /** The owner frees and allocates while another gives back blocks from between its own. */
    WHILE_THE_OWNER_WORKS(2, false) {
        @Override
        void act(int actor, Shelf shelf) {
            if (actor == 0) {
                shelf.takeBack(0);
                shelf.makeMore();
            } else {
                shelf.takeBack(1);
            }
        }
    },

    /** Two give back while the owner looks on. */
    BY_TWO_AT_ONCE(2, false) {
        @Override
        void act(int actor, Shelf shelf) {
            shelf.takeBack(actor);
        }
    },

    /** Two give back while the owner allocates. */
    BY_TWO_WHILE_THE_OWNER_ALLOCATES(3, false) {
        @Override
        void act(int actor, Shelf shelf) {
            if (actor == 0) {
                shelf.makeMore();
            } else {
                shelf.takeBack(actor);
            }
        }
    },

    /** Owner and another free all there is: whoever is last empties what the blocks were in. */
    OF_EVERYTHING(2, false) {
        @Override
        void act(int actor, Shelf shelf) {
            shelf.takeBack(actor);
            shelf.takeBack(actor + 2);
        }
    },

    /** The owner ends while another gives back. */
    WHILE_THE_OWNER_DIES(2, true) {
        @Override
        void act(int actor, Shelf shelf) {
            if (actor == 1) {
                shelf.takeBack(1);
            }
        }
    },

    /** The owner frees its last blocks and ends while another gives back. */
    WHILE_THE_OWNER_FREES_AND_DIES(2, true) {
        @Override
        void act(int actor, Shelf shelf) {
            shelf.takeBack(actor);
        }
    };

    private final int actors;
    private final boolean mortal;

    HandBack(int actors, boolean mortal) {
        this.actors = actors;
        this.mortal = mortal;
    }

    abstract void act(int actor, Shelf shelf);

    /**
     * The race on one allocator.
     *
     * @param size of the blocks, bytes
     */
    Race<Shelf> over(Member member, int size) {
        return new Race<>() {
            @Override
            public int actors() {
                return actors;
            }

            @Override
            public Shelf fresh() {
                return new Shelf(member, size);
            }

            @Override
            public void act(int actor, Shelf shelf) {
                HandBack.this.act(actor, shelf);
            }

            @Override
            public String outcome(Shelf shelf) {
                return shelf.outcome();
            }

            @Override
            public boolean isMortal() {
                return mortal;
            }

            @Override
            public String toString() {
                return "%s on %s, %d bytes a block".formatted(HandBack.this, member, size);
            }
        };
    }

    /** Blocks of one owner in four groups, whose members lie between each other's. */
    static final class Shelf {

        private static final int GROUPS = 4;
        private static final int BLOCKS = 8;

        private final int size;
        private final Cookies cookies;
        private final long[][] groups = new long[GROUPS][BLOCKS];

        /** What the owner allocated while the others gave back. */
        private final long[] more = new long[BLOCKS];

        /** Where the blocks are that others than the owner give back. */
        private final Set<Long> given = new HashSet<>();

        Shelf(Member member, int size) {
            this.size = size;
            this.cookies = new Cookies(member);
            for (int i = 0; i < BLOCKS; i++) {
                for (long[] group : groups) {
                    group[i] = cookies.make(size, false);
                }
                given.add(groups[1][i]);
                given.add(groups[2][i]);
            }
        }

        void takeBack(int group) {
            long[] blocks = groups[group];
            for (int i = 0; i < BLOCKS; i++) {
                cookies.takeBack(blocks[i]);
                blocks[i] = 0;
            }
        }

        void makeMore() {
            for (int i = 0; i < BLOCKS; i++) {
                more[i] = cookies.make(size, (i & 1) == 0);
            }
        }

        /** Whether the owner met blocks that others gave back, if nothing is wrong. */
        String outcome() {
            String outcome = reused() ? "came back at once" : "came back";
            Set<Long> live = new HashSet<>();
            for (long[] group : groups) {
                keep(group, live);
            }
            keep(more, live);
            for (int i = 0; i < 2 * GROUPS * BLOCKS; i++) {
                add(cookies.make(size, (i & 1) == 0), live);
            }
            for (long address : live) {
                cookies.takeBack(address);
            }
            cookies.close();
            return outcome;
        }

        private boolean reused() {
            for (long address : more) {
                if (given.contains(address)) {
                    return true;
                }
            }
            return false;
        }

        private void keep(long[] blocks, Set<Long> live) {
            for (long address : blocks) {
                if (address != 0) {
                    cookies.check(address);
                    add(address, live);
                }
            }
        }

        private static void add(long address, Set<Long> live) {
            if (!live.add(address)) {
                throw new AssertionError("two live blocks at 0x%x".formatted(address));
            }
        }
    }
}
