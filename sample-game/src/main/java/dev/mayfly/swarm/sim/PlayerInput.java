package dev.mayfly.swarm.sim;

/**
 * What the player does in one tick, already quantised, so that live play and a replay feed the
 * simulation the same numbers.
 *
 * <p>Packed into one {@code long}, so that passing it on makes no garbage: bits 0–7 move x and 8–15
 * move y, both signed, -127 to 127, y up; bits 16–31 the direction of aim in 65,536ths of a full
 * turn counter-clockwise from the right; bits 32–39 buttons.
 */
public final class PlayerInput {

    /** Nothing pressed. */
    public static final long NONE = 0;

    /** The button that shoots, held down. */
    public static final int FIRE = 1;

    /** Start, confirm, play again; one tick for each press. */
    public static final int CONFIRM = 1 << 1;

    /** Pause and go on; one tick for each press. */
    public static final int PAUSE = 1 << 2;

    private static final float AIM_STEPS = 65536f;
    private static final float FULL_TURN = (float) (2 * Math.PI);
    private static final float MOVE_STEPS = 127f;

    private PlayerInput() {}

    /**
     * Quantises and packs.
     *
     * @param moveX from -1 (left) to 1 (right)
     * @param moveY from -1 (down) to 1 (up)
     * @param aim radians counter-clockwise from the right
     * @param buttons {@link #FIRE}, {@link #CONFIRM} and {@link #PAUSE} in any combination
     */
    public static long pack(float moveX, float moveY, float aim, int buttons) {
        long x = Math.round(Math.clamp(moveX, -1f, 1f) * MOVE_STEPS) & 0xffL;
        long y = Math.round(Math.clamp(moveY, -1f, 1f) * MOVE_STEPS) & 0xffL;
        long turn = Math.round(aim / FULL_TURN * AIM_STEPS) & 0xffffL;
        return x | y << 8 | turn << 16 | (buttons & 0xffL) << 32;
    }

    /** From -1 (left) to 1 (right). */
    public static float moveX(long input) {
        return (byte) input / MOVE_STEPS;
    }

    /** From -1 (down) to 1 (up). */
    public static float moveY(long input) {
        return (byte) (input >> 8) / MOVE_STEPS;
    }

    /** Radians counter-clockwise from the right, from 0 to a full turn. */
    public static float aim(long input) {
        return (input >> 16 & 0xffffL) / AIM_STEPS * FULL_TURN;
    }

    /** Whether any of the buttons is down. */
    public static boolean has(long input, int buttons) {
        return ((int) (input >> 32) & buttons) != 0;
    }
}
