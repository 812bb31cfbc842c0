package dev.shardwright.gui.task;

import dev.shardwright.simulator.problem.InvalidInputException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/** Slow work of one kind: what was asked last counts, and earlier work that still runs is told to stop. */
public final class Latest {
    private final Threads threads;
    private final Consumer<InvalidInputException> refused;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(false);
    private final AtomicLong ticket = new AtomicLong();

    /** @param refused is told, on the window's thread, of work that its input does not allow */
    public Latest(Threads threads, Consumer<InvalidInputException> refused) {
        this.threads = threads;
        this.refused = refused;
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
        } catch (InvalidInputException e) {
            threads.window().execute(() -> end(own, () -> refused.accept(e)));
        } catch (RuntimeException e) {
            threads.window().execute(() -> end(own, () -> fail(e)));
        }
    }

    /** A fault of the program: the window's handler of such tells of it. */
    private static void fail(RuntimeException e) {
        throw e;
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
