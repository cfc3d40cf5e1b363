package dev.mayfly.swarm.input;

import dev.mayfly.swarm.sim.Phase;

/** Remembers what was asked for. */
final class FakeCommands implements Commands {

    Phase phase = Phase.TITLE;
    boolean hasQuit;
    int playbackToggles;
    int fullScreenToggles;

    @Override
    public Phase phase() {
        return phase;
    }

    @Override
    public void quit() {
        hasQuit = true;
    }

    @Override
    public void togglePlayback() {
        playbackToggles++;
    }

    @Override
    public void toggleFullScreen() {
        fullScreenToggles++;
    }
}
