package dev.shardwright.simulator.memory;

/** Whether the worst rank fits. */
public enum Verdict {
    FITS("fits"),
    /** Above the share of memory at which the stack's allocator starts to retry. */
    NEAR_LIMIT("near the limit"),
    OUT_OF_MEMORY("out of memory");

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
