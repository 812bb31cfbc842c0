package dev.shardwright.planner.solver;

import dev.shardwright.simulator.unit.Seconds;

/** Passes on to another monitor, and ends the search when its time is up. */
final class Deadline implements SearchMonitor {
    private final SearchMonitor monitor;
    private final Seconds time;
    private final long start = System.nanoTime();

    Deadline(SearchMonitor monitor, Seconds time) {
        this.monitor = monitor;
        this.time = time;
    }

    @Override
    public void begins(long candidates) {
        monitor.begins(candidates);
    }

    @Override
    public void advanced(long candidates) {
        monitor.advanced(candidates);
    }

    @Override
    public void found() {
        monitor.found();
    }

    @Override
    public boolean cancelled() {
        return monitor.cancelled() || (System.nanoTime() - start) * 1e-9 > time.value();
    }
}
