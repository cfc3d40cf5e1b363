package dev.mayfly.debug.corpus;

/** A small program with one mistake in it, see {@link Planted}, or with none, see {@link Clean}. */
public interface Program {

    /**
     * Runs it once.
     *
     * @param lab whose allocators it uses
     * @throws Exception what a {@link Kind#EXCEPTION} is planted for, or a finding that stops it
     */
    void run(Lab lab) throws Exception;
}
