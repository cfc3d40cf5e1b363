package dev.mayfly.alloc.proof;

/**
 * One step of a random program.
 *
 * @param size bytes, where the operation asks for memory
 * @param alignment bytes, where the operation asks for memory
 * @param pick which live block it is about, counted from the newest and round again; or which
 *     misuse
 */
record Step(Operation operation, long size, long alignment, int pick) {}
