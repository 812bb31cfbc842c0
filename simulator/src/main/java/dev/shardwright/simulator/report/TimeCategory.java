package dev.shardwright.simulator.report;

/** Where a step's time goes on the critical path. Communication counts only what compute does not hide. */
public enum TimeCategory {
    COMPUTE("compute"),
    RECOMPUTE("recompute"),
    TENSOR("exposed TP"),
    CONTEXT("exposed CP"),
    EXPERT("exposed EP"),
    DATA("exposed DP"),
    PIPELINE("exposed PP"),
    BUBBLE("bubble"),
    OPTIMIZER("optimizer"),
    OVERHEAD("overhead");

    private final String label;

    TimeCategory(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
