package dev.shardwright.planner.solver;

import dev.shardwright.simulator.unit.Seconds;

/** Watches the search of a plan and may end it early. Called from several threads. */
public interface SearchMonitor {
    SearchMonitor SILENT = new SearchMonitor() {};

    /** The given monitor, ending the search also when so much time has passed from now. */
    static SearchMonitor within(Seconds time, SearchMonitor monitor) {
        return new Deadline(monitor, time);
    }

    /** Once, before the first layout: how many layouts there are in all, over all device counts. */
    default void begins(long candidates) {}

    /** So many more layouts were looked at or ruled out. */
    default void advanced(long candidates) {}

    /** A layout that fits is known; said more than once. */
    default void found() {}

    /** Whether to stop and return the best so far. */
    default boolean cancelled() {
        return false;
    }
}
