package dev.shardwright.simulator.calibration;

/** Who watches a calibration, and may stop it. */
public interface Progress {
    /** Watches nothing and never stops. */
    Progress NONE = new Progress() {};

    /** So many folds of cross-validation, which follows the fit, are done. */
    default void stage(int done, int folds) {}

    /** Whether to stop with the best so far. */
    default boolean cancelled() {
        return false;
    }
}
