package dev.shardwright.gui.app;

import javafx.animation.AnimationTimer;

/** Runs an action once when the first frame of a window has been painted: the frame after the next begins then. */
final class FirstFrame extends AnimationTimer {
    private static final int PAINTED = 2;

    private final Runnable action;
    private int frames;

    FirstFrame(Runnable action) {
        this.action = action;
    }

    @Override
    public void handle(long now) {
        frames++;
        if (frames > PAINTED) {
            stop();
            action.run();
        }
    }
}
