package dev.shardwright.simulator.layout;

/** What lives in host memory. */
public enum Offload {
    NONE,
    /** Optimizer states and master weights; the update runs on the host. */
    OPTIMIZER
}
