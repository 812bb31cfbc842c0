package dev.shardwright.planner.cli;

import dev.shardwright.planner.solver.SearchMonitor;
import dev.shardwright.simulator.unit.Seconds;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a search that takes a while as a bar, and stops it on Ctrl-C. */
final class SearchProgress implements SearchMonitor, AutoCloseable {
    /** A search that ends sooner shows nothing. */
    private static final long SILENT_MILLIS = 500;

    private static final int REFRESH_MILLIS = 100;

    private static final int PERCENT = 100;

    private final Console console;
    private final long start = System.nanoTime();
    private final Seconds limit;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread display = new Thread(this::display, "progress");

    private SearchProgress(Console console, Seconds limit) {
        this.console = console;
        this.limit = limit;
        display.setDaemon(true);
    }

    static SearchProgress start(Console console, Seconds limit) {
        SearchProgress progress = new SearchProgress(console, limit);
        console.interruption().searchBegins();
        if (console.terminal().progress()) {
            progress.display.start();
        }
        return progress;
    }

    @Override
    public void begins(long candidates) {
        total.set(candidates);
    }

    @Override
    public void advanced(long candidates) {
        done.addAndGet(candidates);
    }

    @Override
    public boolean cancelled() {
        return console.interruption().requested();
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            display.join(SILENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void display() {
        try {
            if (!finished.await(SILENT_MILLIS, TimeUnit.MILLISECONDS)) {
                showBar();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How far the search is: a local search ends by time, any other when all layouts are dealt with. */
    long percent() {
        double elapsed = (System.nanoTime() - start) / 1e9 / limit.value();
        double dealtWith = done.get() / (double) Math.max(1, total.get());
        return (long) (PERCENT * Math.min(1, Math.max(elapsed, dealtWith)));
    }

    private void showBar() throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("searching layouts")
                .setInitialMax(PERCENT)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(
                        console.err(), console.terminal().prose() - 1))
                .clearDisplayOnFinish()
                .build()) {
            do {
                bar.stepTo(percent());
            } while (!finished.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS));
        }
    }
}
