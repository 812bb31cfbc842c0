package dev.shardwright.gui.task;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Slow work of one kind: what was asked last counts, and earlier work that still runs is told to stop. */
public final class Latest {
    private final Threads threads;
    private final Consumer<Throwable> fault;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private final AtomicLong ticket = new AtomicLong();

    /** @param fault is told, on the window's thread, of work that ended with an exception */
    public Latest(Threads threads, Consumer<Throwable> fault) {
        this.threads = threads;
        this.fault = fault;
    }

    /**
     * Does work beside the window and shows its result on the window's thread, unless something else was asked meanwhile.
     *
     * @param work may ask from time to time whether its result is still wanted
     */
    public <T> void ask(Function<BooleanSupplier, T> work, Consumer<T> show) {
        long own = ticket.incrementAndGet();
        running.set(true);
        threads.work().execute(() -> run(own, work, show));
    }

    private <T> void run(long own, Function<BooleanSupplier, T> work, Consumer<T> show) {
        BooleanSupplier stale = () -> ticket.get() != own;
        if (stale.getAsBoolean()) {
            return;
        }
        try {
            T result = work.apply(stale);
            threads.window().execute(() -> end(own, () -> show.accept(result)));
        } catch (RuntimeException | Error e) {
            threads.window().execute(() -> end(own, () -> fault.accept(e)));
        }
    }

    private void end(long own, Runnable last) {
        if (ticket.get() == own) {
            running.set(false);
            last.run();
        }
    }

    /** What was asked is no longer wanted. */
    public void cancel() {
        ticket.incrementAndGet();
        running.set(false);
    }

    public ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }
}
