package dev.shardwright.simulator.calibration;

/** Who watches a calibration, and may stop it. */
public interface Progress {
    /** Watches nothing and never stops. */
    Progress NONE = new Progress() {};

    /** A stage begins: fits the runs, or leaves some out. */
    default void stage(String what, int step, int of) {}

    /** Whether to stop with the best so far. */
    default boolean cancelled() {
        return false;
    }
}
