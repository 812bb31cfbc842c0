package dev.shardwright.gui.plan;

import dev.shardwright.planner.solver.SearchMonitor;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Tells the window how far a search is, never more often than the window can take, and passes on its cancel. */
final class SearchWatch implements SearchMonitor {
    private final Executor window;
    private final BiConsumer<Long, Long> progress;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean cancelled;

    /** @param progress takes the layouts looked at and how many there are */
    SearchWatch(Executor window, BiConsumer<Long, Long> progress) {
        this.window = window;
        this.progress = progress;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void begins(long candidates) {
        total.set(candidates);
        tell();
    }

    @Override
    public void advanced(long candidates) {
        done.addAndGet(candidates);
        tell();
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            window.execute(() -> {
                told.set(false);
                progress.accept(done.get(), total.get());
            });
        }
    }
}
