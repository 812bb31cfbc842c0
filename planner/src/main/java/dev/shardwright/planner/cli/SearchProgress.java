package dev.shardwright.planner.cli;

import dev.shardwright.planner.solver.SearchMonitor;
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

    private final Console console;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread display = new Thread(this::display, "progress");

    private SearchProgress(Console console) {
        this.console = console;
        display.setDaemon(true);
    }

    static SearchProgress start(Console console) {
        SearchProgress progress = new SearchProgress(console);
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

    private void showBar() throws InterruptedException {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("searching layouts")
                .setInitialMax(total.get())
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setConsumer(new ConsoleProgressBarConsumer(
                        console.err(), console.terminal().prose() - 1))
                .clearDisplayOnFinish()
                .build()) {
            do {
                bar.maxHint(total.get());
                bar.stepTo(done.get());
            } while (!finished.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS));
        }
    }
}
