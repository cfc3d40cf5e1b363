package dev.mayfly.swarm.sim;

/** Points, lives, and the multiplier that a row of kills builds up. */
final class Score {

    static final int LIVES = 3;
    static final int HIGHEST_MULTIPLIER = 9;

    /** Kills for each step of the multiplier. */
    private static final int KILLS_PER_STEP = 20;

    /** Ticks without a kill after which the multiplier goes down a step. */
    private static final int PATIENCE = 150;

    /** What the display has room for. */
    private static final int MOST_POINTS = 999_999_999;

    private static final int FIRST_EXTRA_LIFE = 20_000;

    private int points;
    private int lives;
    private int chain;
    private int patience;
    private int nextLife;
    private int best;
    private int bestBefore;

    /** A new run. The best score stays. */
    void begin() {
        points = 0;
        lives = LIVES;
        chain = 0;
        patience = 0;
        nextLife = FIRST_EXTRA_LIFE;
        bestBefore = best;
    }

    /** Counts a kill; whether it earned a life. */
    boolean kill(EnemyKind kind) {
        boolean life = add(kind.points * multiplier());
        chain = Math.min(chain + 1, KILLS_PER_STEP * HIGHEST_MULTIPLIER - 1);
        patience = PATIENCE;
        return life;
    }

    /**
     * Adds points; whether they earned a life. Each life takes twice the points of the one before.
     */
    boolean add(int more) {
        points = Math.min(points + more, MOST_POINTS);
        best = Math.max(best, points);
        if (points < nextLife) {
            return false;
        }
        nextLife = nextLife > MOST_POINTS / 2 ? Integer.MAX_VALUE : nextLife * 2;
        lives++;
        return true;
    }

    /** Takes a life and the multiplier; whether that was the last life. */
    boolean loseLife() {
        lives--;
        chain = 0;
        return lives == 0;
    }

    /** Takes the multiplier alone. */
    void breakChain() {
        chain = 0;
    }

    /** Lets a tick pass. */
    void age() {
        if (chain > 0 && --patience <= 0) {
            chain = Math.max(0, chain - KILLS_PER_STEP);
            patience = PATIENCE;
        }
    }

    int points() {
        return points;
    }

    int lives() {
        return lives;
    }

    int best() {
        return best;
    }

    /** Whether this run has beaten an earlier one. */
    boolean isRecord() {
        return bestBefore > 0 && points > bestBefore;
    }

    /** From 1 to {@link #HIGHEST_MULTIPLIER}. */
    int multiplier() {
        return 1 + chain / KILLS_PER_STEP;
    }

    /** How far the next step of the multiplier is, from 0 to 1. */
    float progress() {
        return chain % KILLS_PER_STEP / (float) KILLS_PER_STEP;
    }

    /** How long the multiplier holds without a kill, from 0 to 1. */
    float patience() {
        return chain == 0 ? 0f : patience / (float) PATIENCE;
    }

    /** How many shots the ship fires at once. */
    int barrels() {
        return 1 + Math.min(multiplier() / 3, 2);
    }

    void addTo(Checksum sum) {
        sum.add(points);
        sum.add(lives);
        sum.add(chain);
        sum.add(patience);
        sum.add(nextLife);
        sum.add(best);
    }
}
