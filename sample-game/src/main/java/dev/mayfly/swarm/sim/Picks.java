package dev.mayfly.swarm.sim;

import dev.mayfly.alloc.FrameArena;
import dev.mayfly.data.IntArray;
import dev.mayfly.loop.RangeTask;

/**
 * Some of the enemies, picked out by a crew, in scratch. Each chunk writes its own down where it
 * begins; afterwards they close up. So they come in the order of their numbers, whoever did the
 * work.
 */
final class Picks {

    private final Crew crew;
    private final IntArray enemies;

    /** For each chunk where its own end. */
    private final IntArray ends;

    private int chunk;

    /**
     * @param scratch what is picked is good until it is emptied
     */
    Picks(Crew crew, FrameArena scratch) {
        this.crew = crew;
        enemies = IntArray.create(scratch);
        ends = IntArray.create(scratch);
    }

    /**
     * Picks anew.
     *
     * @param count how many enemies there are
     * @param task goes through a chunk; calls {@link #set} as often as it likes, from the chunk's
     *     beginning on, and {@link #end} once
     */
    void pick(int count, RangeTask task) {
        chunk = Crew.chunk(count);
        enemies.forget();
        enemies.resizeNonZeroed(count);
        ends.forget();
        ends.resizeNonZeroed(Crew.chunks(count));
        crew.run(count, chunk, task);
        closeUp();
    }

    /** Writes an enemy down; what is written to the same position later counts. */
    void set(int position, int enemy) {
        enemies.set(position, enemy);
    }

    /** The chunk that begins there has picked as far as this. */
    void end(int from, int end) {
        ends.set(from / chunk, end);
    }

    private void closeUp() {
        int count = 0;
        for (int i = 0; i < ends.size(); i++) {
            for (int from = i * chunk; from < ends.get(i); from++) {
                enemies.set(count++, enemies.get(from));
            }
        }
        enemies.resize(count);
    }

    /** How many were picked. */
    int count() {
        return (int) enemies.size();
    }

    /** The enemy that was picked so manieth, from 0. */
    int enemy(int index) {
        return enemies.get(index);
    }
}
