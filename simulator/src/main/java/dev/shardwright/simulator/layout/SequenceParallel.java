package dev.shardwright.simulator.layout;

/** Whether norms and residuals are split along the sequence over the tensor group (Korthikanti et al. 2022). */
public enum SequenceParallel {
    OFF,
    ON
}
