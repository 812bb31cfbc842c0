package dev.shardwright.planner.solver;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Cancels when it has been asked a number of times, and counts what the search looked at. */
public final class Countdown implements SearchMonitor {
    private final AtomicInteger left;
    private final AtomicLong looked = new AtomicLong();
    private final AtomicLong announced = new AtomicLong(-1);

    public Countdown(int questions) {
        left = new AtomicInteger(questions);
    }

    @Override
    public void begins(long candidates) {
        announced.set(candidates);
    }

    @Override
    public void advanced(long candidates) {
        looked.addAndGet(candidates);
    }

    @Override
    public boolean cancelled() {
        return left.decrementAndGet() < 0;
    }

    public long looked() {
        return looked.get();
    }

    /** What begins() said; -1 before it was called. */
    public long announced() {
        return announced.get();
    }
}
