package dev.shardwright.planner.sweep;

/** Watches a sweep and may end it early, with the points that are finished. */
public interface SweepMonitor {
    SweepMonitor SILENT = new SweepMonitor() {};

    /** A point is finished. */
    default void answered(SweepPoint point) {}

    /** Whether to stop. Called from several threads. */
    default boolean cancelled() {
        return false;
    }
}
