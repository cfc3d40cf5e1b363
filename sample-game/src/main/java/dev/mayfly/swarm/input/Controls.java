package dev.mayfly.swarm.input;

import dev.mayfly.swarm.sim.PlayerInput;

/**
 * What the player wants, collected between ticks and handed out one tick at a time.
 *
 * <p>What is held lasts as long as it is held. What is pressed counts once for each press, however
 * many ticks and frames pass between two looks at the devices: a press between two ticks is in the
 * next tick, and of two presses the second is in the tick after the next, because the simulation
 * sees a press where there was none a tick ago.
 */
public final class Controls {

    /** Presses of one button that may wait for their tick; more are more than anybody means. */
    private static final int MOST_WAITING = 4;

    private float moveX;
    private float moveY;
    private float aim;
    private boolean firing;
    private boolean shotWaiting;
    private int confirmsWaiting;
    private int pausesWaiting;
    private int lastButtons;
    private long taken;

    /** Moves from now on; longer than 1 in all is shortened, so that diagonals are no faster. */
    public void move(float x, float y) {
        float length = (float) Math.sqrt(x * x + y * y);
        float scale = length > 1 ? 1 / length : 1;
        moveX = x * scale;
        moveY = y * scale;
    }

    /** Aims from now on, in radians counter-clockwise from the right. */
    public void aim(float radians) {
        aim = radians;
    }

    /** Fires from now on, or no longer. Firing is in one tick at least, however short it was. */
    public void fire(boolean now) {
        shotWaiting |= now;
        firing = now;
    }

    /** {@link PlayerInput#CONFIRM} was pressed. */
    public void confirm() {
        confirmsWaiting = Math.min(confirmsWaiting + 1, MOST_WAITING);
    }

    /** {@link PlayerInput#PAUSE} was pressed. */
    public void pause() {
        pausesWaiting = Math.min(pausesWaiting + 1, MOST_WAITING);
    }

    /** The {@link PlayerInput} of the next tick; what was pressed is in no further one. */
    public long take() {
        int buttons = 0;
        if (firing || shotWaiting) {
            buttons |= PlayerInput.FIRE;
        }
        if (confirmsWaiting > 0 && (lastButtons & PlayerInput.CONFIRM) == 0) {
            buttons |= PlayerInput.CONFIRM;
            confirmsWaiting--;
        }
        if (pausesWaiting > 0 && (lastButtons & PlayerInput.PAUSE) == 0) {
            buttons |= PlayerInput.PAUSE;
            pausesWaiting--;
        }
        shotWaiting = false;
        lastButtons = buttons;
        taken = PlayerInput.pack(moveX, moveY, aim, buttons);
        return taken;
    }

    /**
     * What {@link #take} answered last: for the tick itself, while the next input is collected, on
     * another thread if it was told by this one that it may begin.
     */
    public long taken() {
        return taken;
    }
}
