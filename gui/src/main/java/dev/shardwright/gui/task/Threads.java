package dev.shardwright.gui.task;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.application.Platform;

/** Where things run: slow work beside the window, changes of what it shows on the window's own thread. */
public record Threads(Executor work, Executor window) {
    /** Background threads, which do not keep the program alive, and JavaFX's thread. */
    public static Threads ofWindow() {
        return new Threads(
                Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task, "background");
                    thread.setDaemon(true);
                    return thread;
                }),
                Platform::runLater);
    }
}
