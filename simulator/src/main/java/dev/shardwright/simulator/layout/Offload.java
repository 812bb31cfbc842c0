package dev.shardwright.simulator.layout;

/** What lives in host memory. */
public enum Offload {
    NONE,
    /** Optimizer states and master weights; the update runs on the host. */
    OPTIMIZER,
    /**
     * All states of fully sharded training: each rank's shard of the weights comes over the host link before it is
     * gathered, gradients go back, and the update runs on the host (FSDP's CPU offload).
     */
    PARAMETERS;

    /** Whether the optimizer's states are off the device. */
    public boolean optimizerOnHost() {
        return this != NONE;
    }
}
