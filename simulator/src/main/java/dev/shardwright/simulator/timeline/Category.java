package dev.shardwright.simulator.timeline;

/** What time is spent on. */
public enum Category {
    FORWARD("forward compute"),
    BACKWARD("backward compute"),
    WEIGHT_GRADIENT("weight gradients"),
    RECOMPUTE("recompute"),
    TENSOR("TP communication"),
    CONTEXT("CP communication"),
    EXPERT("EP communication"),
    DATA("DP communication"),
    PIPELINE("PP communication"),
    HOST("host copies"),
    OPTIMIZER("optimizer"),
    OVERHEAD("overhead");

    private final String label;

    Category(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
