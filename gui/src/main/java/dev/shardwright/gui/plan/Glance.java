package dev.shardwright.gui.plan;

import dev.shardwright.planner.solver.SearchMonitor;
import java.util.function.BooleanSupplier;

/** Ends a search soon after its start once something fits, and later where little does. */
final class Glance implements SearchMonitor {
    /** Leaves room for the rest of the 50 ms from a key to the answer. */
    private static final long SHORT_NANOS = 20_000_000;

    private static final long LONG_NANOS = 2_000_000_000;

    private final BooleanSupplier stale;
    private final long start = System.nanoTime();
    private volatile boolean found;

    /** @param stale whether the answer is no longer wanted */
    Glance(BooleanSupplier stale) {
        this.stale = stale;
    }

    @Override
    public void found() {
        found = true;
    }

    @Override
    public boolean cancelled() {
        return stale.getAsBoolean() || System.nanoTime() - start > (found ? SHORT_NANOS : LONG_NANOS);
    }
}
