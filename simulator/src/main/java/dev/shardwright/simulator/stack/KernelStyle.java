package dev.shardwright.simulator.stack;

/** Whether a chain of elementwise operations runs as one kernel or as one kernel per framework operation. */
public enum KernelStyle {
    FUSED,
    EAGER
}
