package dev.shardwright.planner.cli;

import dev.shardwright.simulator.calibration.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a calibration as a bar: the fit, then one step for each fold that is left out. Ctrl-C stops it. */
final class CalibrationProgress implements Progress, AutoCloseable {
    private static final int REFRESH_MILLIS = 100;

    /** The fit counts as so many folds. */
    private static final int FIT = 2;

    private final Console console;
    private ProgressBar bar;

    private CalibrationProgress(Console console) {
        this.console = console;
    }

    static CalibrationProgress start(Console console) {
        console.interruption().searchBegins();
        return new CalibrationProgress(console);
    }

    @Override
    public void stage(int done, int folds) {
        if (!console.terminal().progress()) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("fitting constants")
                    .setInitialMax(FIT + folds)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(
                            console.err(), console.terminal().prose() - 1))
                    .clearDisplayOnFinish()
                    .build();
        } else {
            bar.stepTo(FIT + done);
        }
    }

    @Override
    public boolean cancelled() {
        return console.interruption().requested();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
