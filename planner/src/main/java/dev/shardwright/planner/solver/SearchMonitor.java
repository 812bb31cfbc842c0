package dev.shardwright.planner.solver;

/** Watches a search and may end it early. Called from several threads. */
public interface SearchMonitor {
    SearchMonitor SILENT = new SearchMonitor() {};

    /** Once, before the first layout: how many layouts there are in all. */
    default void begins(long candidates) {}

    /** So many more layouts were looked at or ruled out. */
    default void advanced(long candidates) {}

    /** Whether to stop and return the best so far. */
    default boolean cancelled() {
        return false;
    }
}
